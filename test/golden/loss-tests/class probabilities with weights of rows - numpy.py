import numpy as np

# Softmax cross-entropy in the convention of Keras: the mean, and its gradient by the logits.
logits = np.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=np.float64)
targets = np.array([
    [0.5, 0.25, 0.25, 0],
    [0, 0, 0, 1]
], dtype=np.float64)
weights = np.array([1, 2, 0.5, 3], dtype=np.float64)
expected_loss = 5.1278757741437
expected_gradient = np.array([
    [-0.21739028556792203, -0.10431465153951992, -0.06877139316453373, 0.39047633027197565],
    [0.2803242271348652, 0.8908713898319585, -0.02691209507987253, -1.1442835218869514]
], dtype=np.float64)


def softmax_cross_entropy(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    labels = targets
    labels = (1 - 0.2) * labels + 0.2 / 4
    labels = weights[targets.argmax(axis=1)][:, None] * labels
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
