import torch
from torch.nn.functional import cross_entropy

# Softmax cross-entropy in the convention of PyTorch: the mean, and its gradient by the logits.
logits = torch.tensor([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=torch.float64)
targets = torch.tensor([
    [0.5, 0.25, 0.25, 0],
    [0, 0, 0, 1]
], dtype=torch.float64)
weights = torch.tensor([1, 2, 0.5, 3], dtype=torch.float64)
expected_loss = 5.639449677431438
expected_gradient = torch.tensor([
    [-0.24143907126391229, -0.22672898298195993, 0.0007571826898995493, 0.46741087155597266],
    [0.3553242271348652, 0.9658713898319584, 0.04808790492012748, -1.3692835218869512]
], dtype=torch.float64)


def softmax_cross_entropy(logits):
    return cross_entropy(logits, targets, weight=weights, reduction="mean")


def test_softmax_cross_entropy():
    z = logits.clone().requires_grad_()
    loss = softmax_cross_entropy(z)
    (gradient,) = torch.autograd.grad(loss, z)
    loss = loss.item()
    torch.testing.assert_close(loss, expected_loss, rtol=1e-9, atol=1.5e-12)
    torch.testing.assert_close(gradient, expected_gradient, rtol=1e-9, atol=7.5e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
