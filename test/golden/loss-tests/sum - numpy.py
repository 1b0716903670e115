import numpy as np

# Softmax cross-entropy in the convention of PyTorch: the sum, and its gradient by the logits.
logits = np.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=np.float64)
targets = np.array([3, 1])
expected_loss = 0.6253721511650079
expected_gradient = np.array([
    [0.015219428864155927, 0.04137069692096015, 0.11245721367093255, -0.1690473394560486],
    [0.23688281808991013, -0.3560857401120277, 0.03205860328008499, 0.08714431874203257]
], dtype=np.float64)


def softmax_cross_entropy(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    labels = np.eye(4)[targets]
    loss = -(labels * log_p).sum()
    gradient = labels.sum(axis=1, keepdims=True) * np.exp(log_p) - labels
    return loss, gradient


def test_softmax_cross_entropy():
    loss, gradient = softmax_cross_entropy(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.0e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=5.0e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
