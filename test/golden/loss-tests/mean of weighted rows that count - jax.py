import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_enable_x64", True)

# Softmax cross-entropy in the convention of PyTorch: the mean, and its gradient by the logits.
logits = jnp.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=jnp.float64)
targets = jnp.array([3, -100])
weights = jnp.array([1, 2, 0.5, 3], dtype=jnp.float64)
expected_loss = 0.18518245260381253
expected_gradient = jnp.array([
    [0.015219428864155927, 0.04137069692096015, 0.11245721367093255, -0.1690473394560486],
    [0, 0, 0, 0]
], dtype=jnp.float64)


def softmax_cross_entropy(logits):
    counts = targets != -100
    classes = jnp.where(counts, targets, 0)
    loss_per_row = optax.softmax_cross_entropy_with_integer_labels(logits, classes)
    loss_per_row = weights[classes] * loss_per_row
    loss_per_row = jnp.where(counts, loss_per_row, 0)
    return loss_per_row.sum() / jnp.where(counts, weights[classes], 0).sum()


def test_softmax_cross_entropy():
    loss, gradient = jax.value_and_grad(softmax_cross_entropy)(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.0e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=5.0e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
