import numpy as np

# Softmax cross-entropy in the convention of Keras: the mean, and its gradient by the logits.
logits = np.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=np.float64)
targets = np.array([3, -1])
weights = np.array([1, 2, 0.5, 3], dtype=np.float64)
expected_loss = 0.5555473578114376
expected_gradient = np.array([
    [0.04565828659246778, 0.12411209076288043, 0.3373716410127976, -0.5071420183681459],
    [0, 0, 0, 0]
], dtype=np.float64)


def softmax_cross_entropy(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    counts = targets != -1
    classes = np.where(counts, targets, 0)
    labels = np.eye(4)[classes]
    labels = weights[classes][:, None] * labels
    labels = counts[:, None] * labels
    loss = -(labels * log_p).sum() / counts.sum()
    gradient = labels.sum(axis=1, keepdims=True) * np.exp(log_p) - labels
    gradient = gradient / counts.sum()
    return loss, gradient


def test_softmax_cross_entropy():
    loss, gradient = softmax_cross_entropy(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=3.0e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=1.5e-12)


if __name__ == "__main__":
    test_softmax_cross_entropy()
