import torch
from torch.nn.functional import cross_entropy

# Softmax cross-entropy in the convention of PyTorch: the mean, and its gradient by the logits.
logits = torch.tensor([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=torch.float64)
targets = torch.tensor([0, 1])
weights = torch.tensor([1, 2, 0.5, 3], dtype=torch.float64)
expected_loss = 0.5381861417131729
expected_gradient = torch.tensor([
    [0, 0, 0, 0],
    [0.2199412652507243, -0.2931591324849272, 0.025207504468583393, 0.04801036276561946]
], dtype=torch.float64)


def softmax_cross_entropy(logits):
    return cross_entropy(logits, targets, weight=weights, ignore_index=0, label_smoothing=0.1, reduction="mean")


def test_softmax_cross_entropy():
    z = logits.clone().requires_grad_()
    loss = softmax_cross_entropy(z)
    (gradient,) = torch.autograd.grad(loss, z)
    loss = loss.item()
    torch.testing.assert_close(loss, expected_loss, rtol=1e-9, atol=1.5e-12)
    torch.testing.assert_close(gradient, expected_gradient, rtol=1e-9, atol=7.5e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
