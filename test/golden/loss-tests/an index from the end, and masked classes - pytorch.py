import torch
from torch.nn.functional import cross_entropy

# Softmax cross-entropy in the convention of Optax: the sum, and its gradient by the logits.
logits = torch.tensor([
    [1, -torch.inf, 3, 5],
    [4, 5, -torch.inf, 3]
], dtype=torch.float64)
targets = torch.tensor([3, 1])
expected_loss = 0.5505375929442798
expected_gradient = torch.tensor([
    [0.015876239976466765, 0, 0.11731042782619837, -0.13318666780266514],
    [0.24472847105479764, -0.3347590442251781, 0, 0.09003057317038046]
], dtype=torch.float64)


def softmax_cross_entropy(logits):
    return cross_entropy(logits, targets, reduction="sum")


def test_softmax_cross_entropy():
    z = logits.clone().requires_grad_()
    loss = softmax_cross_entropy(z)
    (gradient,) = torch.autograd.grad(loss, z)
    loss = loss.item()
    torch.testing.assert_close(loss, expected_loss, rtol=1e-9, atol=1.0e-12)
    torch.testing.assert_close(gradient, expected_gradient, rtol=1e-9, atol=5.0e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
