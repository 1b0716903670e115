import numpy as np

# Softmax cross-entropy in the convention of PyTorch: the mean, and its gradient by the logits.
logits = np.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=np.float64)
targets = np.array([0, 1])
weights = np.array([1, 2, 0.5, 3], dtype=np.float64)
expected_loss = 0.5381861417131729
expected_gradient = np.array([
    [0, 0, 0, 0],
    [0.2199412652507243, -0.2931591324849272, 0.025207504468583393, 0.04801036276561946]
], dtype=np.float64)


def softmax_cross_entropy(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    counts = targets != 0
    classes = np.where(counts, targets, 0)
    labels = np.eye(4)[classes]
    labels = (1 - 0.1) * labels + 0.1 / 4
    labels = weights * labels
    labels = counts[:, None] * labels
    loss = -(labels * log_p).sum() / weights[classes][counts].sum()
    gradient = labels.sum(axis=1, keepdims=True) * np.exp(log_p) - labels
    gradient = gradient / weights[classes][counts].sum()
    return loss, gradient


def test_softmax_cross_entropy():
    loss, gradient = softmax_cross_entropy(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.5e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=7.5e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
