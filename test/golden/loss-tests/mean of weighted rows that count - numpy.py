import numpy as np

# Softmax cross-entropy in the convention of PyTorch: the mean, and its gradient by the logits.
logits = np.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=np.float64)
targets = np.array([3, -100])
weights = np.array([1, 2, 0.5, 3], dtype=np.float64)
expected_loss = 0.18518245260381253
expected_gradient = np.array([
    [0.015219428864155927, 0.04137069692096015, 0.11245721367093255, -0.1690473394560486],
    [0, 0, 0, 0]
], dtype=np.float64)


def softmax_cross_entropy(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    counts = targets != -100
    classes = np.where(counts, targets, 0)
    labels = np.eye(4)[classes]
    labels = weights * labels
    labels = counts[:, None] * labels
    loss = -(labels * log_p).sum() / weights[classes][counts].sum()
    gradient = labels.sum(axis=1, keepdims=True) * np.exp(log_p) - labels
    gradient = gradient / weights[classes][counts].sum()
    return loss, gradient


def test_softmax_cross_entropy():
    loss, gradient = softmax_cross_entropy(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.0e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=5.0e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
