import torch
from torch.nn.functional import cross_entropy

# Softmax cross-entropy in the convention of Keras: the mean, and its gradient by the logits.
logits = torch.tensor([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=torch.float64)
targets = torch.tensor([
    [0.5, 0.25, 0.25, 0],
    [0, 0, 0, 1]
], dtype=torch.float64)
weights = torch.tensor([1, 2, 0.5, 3], dtype=torch.float64)
expected_loss = 5.1278757741437
expected_gradient = torch.tensor([
    [-0.21739028556792203, -0.10431465153951992, -0.06877139316453373, 0.39047633027197565],
    [0.2803242271348652, 0.8908713898319585, -0.02691209507987253, -1.1442835218869514]
], dtype=torch.float64)


def softmax_cross_entropy(logits):
    loss_per_row = cross_entropy(logits, targets, label_smoothing=0.2, reduction="none")
    return (weights[targets.argmax(dim=1)] * loss_per_row).sum() / len(logits)


def test_softmax_cross_entropy():
    z = logits.clone().requires_grad_()
    loss = softmax_cross_entropy(z)
    (gradient,) = torch.autograd.grad(loss, z)
    loss = loss.item()
    torch.testing.assert_close(loss, expected_loss, rtol=1e-9, atol=1.5e-12)
    torch.testing.assert_close(gradient, expected_gradient, rtol=1e-9, atol=7.5e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
