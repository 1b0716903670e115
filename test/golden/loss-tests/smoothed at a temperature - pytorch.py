import torch
from torch.nn.functional import cross_entropy

# Softmax cross-entropy in the convention of Optax: the sum, and its gradient by the logits.
logits = torch.tensor([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=torch.float64)
targets = torch.tensor([3, 1])
expected_loss = 1.520845061638902
expected_gradient = torch.tensor([
    [0.026697058608419855, 0.05212502427658139, 0.09404865214431189, -0.17287073502931316],
    [0.1255021723532968, -0.2349728830382944, 0.038268162045775905, 0.07120254863922167]
], dtype=torch.float64)


def softmax_cross_entropy(logits):
    return cross_entropy(logits / 2, targets, label_smoothing=0.1, reduction="sum")


def test_softmax_cross_entropy():
    z = logits.clone().requires_grad_()
    loss = softmax_cross_entropy(z)
    (gradient,) = torch.autograd.grad(loss, z)
    loss = loss.item()
    torch.testing.assert_close(loss, expected_loss, rtol=1e-9, atol=5.0e-13)
    torch.testing.assert_close(gradient, expected_gradient, rtol=1e-9, atol=1.2e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
