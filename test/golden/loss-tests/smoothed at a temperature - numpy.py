import numpy as np

# Softmax cross-entropy in the convention of Optax: the sum, and its gradient by the logits.
logits = np.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=np.float64)
targets = np.array([3, 1])
expected_loss = 1.520845061638902
expected_gradient = np.array([
    [0.026697058608419855, 0.05212502427658139, 0.09404865214431189, -0.17287073502931316],
    [0.1255021723532968, -0.2349728830382944, 0.038268162045775905, 0.07120254863922167]
], dtype=np.float64)


def softmax_cross_entropy(logits):
    z = (logits - logits.max(axis=1, keepdims=True)) / 2
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    labels = np.eye(4)[targets]
    labels = (1 - 0.1) * labels + 0.1 / 4
    loss = -(labels * log_p).sum()
    gradient = labels.sum(axis=1, keepdims=True) * np.exp(log_p) - labels
    gradient = gradient / 2
    return loss, gradient


def test_softmax_cross_entropy():
    loss, gradient = softmax_cross_entropy(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=5.0e-13)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=1.2e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
