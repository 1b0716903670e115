import numpy as np

# Softmax cross-entropy in the convention of Optax: the sum, and its gradient by the logits.
logits = np.array([
    [1, -np.inf, 3, 5],
    [4, 5, -np.inf, 3]
], dtype=np.float64)
targets = np.array([3, 1])
expected_loss = 0.5505375929442798
expected_gradient = np.array([
    [0.015876239976466765, 0, 0.11731042782619837, -0.13318666780266514],
    [0.24472847105479764, -0.3347590442251781, 0, 0.09003057317038046]
], dtype=np.float64)


def softmax_cross_entropy(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    labels = np.eye(4)[targets]
    loss = -(labels * np.where(labels == 0, 0, log_p)).sum()
    gradient = labels.sum(axis=1, keepdims=True) * np.exp(log_p) - labels
    return loss, gradient


def test_softmax_cross_entropy():
    loss, gradient = softmax_cross_entropy(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.0e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=5.0e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
