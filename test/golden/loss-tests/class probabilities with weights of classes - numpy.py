import numpy as np

# Softmax cross-entropy in the convention of PyTorch: the mean, and its gradient by the logits.
logits = np.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=np.float64)
targets = np.array([
    [0.5, 0.25, 0.25, 0],
    [0, 0, 0, 1]
], dtype=np.float64)
weights = np.array([1, 2, 0.5, 3], dtype=np.float64)
expected_loss = 5.639449677431438
expected_gradient = np.array([
    [-0.24143907126391229, -0.22672898298195993, 0.0007571826898995493, 0.46741087155597266],
    [0.3553242271348652, 0.9658713898319584, 0.04808790492012748, -1.3692835218869512]
], dtype=np.float64)


def softmax_cross_entropy(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    labels = targets
    labels = weights * labels
    loss = -(labels * log_p).sum() / len(logits)
    gradient = labels.sum(axis=1, keepdims=True) * np.exp(log_p) - labels
    gradient = gradient / len(logits)
    return loss, gradient


def test_softmax_cross_entropy():
    loss, gradient = softmax_cross_entropy(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.5e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=7.5e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
