import torch
from torch.nn.functional import cross_entropy

# Softmax cross-entropy in the convention of Keras: the mean, and its gradient by the logits.
logits = torch.tensor([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=torch.float64)
targets = torch.tensor([3, -1])
weights = torch.tensor([1, 2, 0.5, 3], dtype=torch.float64)
expected_loss = 0.5555473578114376
expected_gradient = torch.tensor([
    [0.04565828659246778, 0.12411209076288043, 0.3373716410127976, -0.5071420183681459],
    [0, 0, 0, 0]
], dtype=torch.float64)


def softmax_cross_entropy(logits):
    loss_per_row = cross_entropy(logits, targets, weight=weights, ignore_index=-1, reduction="none")
    return loss_per_row.sum() / (targets != -1).sum()


def test_softmax_cross_entropy():
    z = logits.clone().requires_grad_()
    loss = softmax_cross_entropy(z)
    (gradient,) = torch.autograd.grad(loss, z)
    loss = loss.item()
    torch.testing.assert_close(loss, expected_loss, rtol=1e-9, atol=3.0e-12)
    torch.testing.assert_close(gradient, expected_gradient, rtol=1e-9, atol=1.5e-12)


if __name__ == "__main__":
    test_softmax_cross_entropy()
