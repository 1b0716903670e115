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
targets = jnp.array([0, 1])
weights = jnp.array([1, 2, 0.5, 3], dtype=jnp.float64)
expected_loss = 0.5381861417131729
expected_gradient = jnp.array([
    [0, 0, 0, 0],
    [0.2199412652507243, -0.2931591324849272, 0.025207504468583393, 0.04801036276561946]
], dtype=jnp.float64)


def softmax_cross_entropy(logits):
    counts = targets != 0
    classes = jnp.where(counts, targets, 0)
    labels = optax.smooth_labels(jax.nn.one_hot(classes, 4, dtype=logits.dtype), 0.1)
    loss_per_row = optax.softmax_cross_entropy(logits, weights * labels)
    loss_per_row = jnp.where(counts, loss_per_row, 0)
    return loss_per_row.sum() / jnp.where(counts, weights[classes], 0).sum()


def test_softmax_cross_entropy():
    loss, gradient = jax.value_and_grad(softmax_cross_entropy)(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.5e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=7.5e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
