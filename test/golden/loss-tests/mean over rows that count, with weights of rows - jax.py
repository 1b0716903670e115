import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_enable_x64", True)

# Softmax cross-entropy in the convention of Keras: the mean, and its gradient by the logits.
logits = jnp.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=jnp.float64)
targets = jnp.array([3, -1])
weights = jnp.array([1, 2, 0.5, 3], dtype=jnp.float64)
expected_loss = 0.5555473578114376
expected_gradient = jnp.array([
    [0.04565828659246778, 0.12411209076288043, 0.3373716410127976, -0.5071420183681459],
    [0, 0, 0, 0]
], dtype=jnp.float64)


def softmax_cross_entropy(logits):
    counts = targets != -1
    classes = jnp.where(counts, targets, 0)
    loss_per_row = optax.softmax_cross_entropy_with_integer_labels(logits, classes)
    loss_per_row = weights[classes] * loss_per_row
    loss_per_row = jnp.where(counts, loss_per_row, 0)
    return loss_per_row.sum() / counts.sum()


def test_softmax_cross_entropy():
    loss, gradient = jax.value_and_grad(softmax_cross_entropy)(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=3.0e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=1.5e-12)


if __name__ == "__main__":
    test_softmax_cross_entropy()
