import torch
from torch.nn.functional import cross_entropy

# Softmax cross-entropy in the convention of PyTorch: the mean, and its gradient by the logits.
logits = torch.tensor([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=torch.float64)
targets = torch.tensor([3, -100])
weights = torch.tensor([1, 2, 0.5, 3], dtype=torch.float64)
expected_loss = 0.18518245260381253
expected_gradient = torch.tensor([
    [0.015219428864155927, 0.04137069692096015, 0.11245721367093255, -0.1690473394560486],
    [0, 0, 0, 0]
], dtype=torch.float64)


def softmax_cross_entropy(logits):
    return cross_entropy(logits, targets, weight=weights, ignore_index=-100, reduction="mean")


def test_softmax_cross_entropy():
    z = logits.clone().requires_grad_()
    loss = softmax_cross_entropy(z)
    (gradient,) = torch.autograd.grad(loss, z)
    loss = loss.item()
    torch.testing.assert_close(loss, expected_loss, rtol=1e-9, atol=1.0e-12)
    torch.testing.assert_close(gradient, expected_gradient, rtol=1e-9, atol=5.0e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
