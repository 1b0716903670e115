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
targets = jnp.array([
    [0.5, 0.25, 0.25, 0],
    [0, 0, 0, 1]
], dtype=jnp.float64)
weights = jnp.array([1, 2, 0.5, 3], dtype=jnp.float64)
expected_loss = 5.1278757741437
expected_gradient = jnp.array([
    [-0.21739028556792203, -0.10431465153951992, -0.06877139316453373, 0.39047633027197565],
    [0.2803242271348652, 0.8908713898319585, -0.02691209507987253, -1.1442835218869514]
], dtype=jnp.float64)


def softmax_cross_entropy(logits):
    labels = optax.smooth_labels(targets, 0.2)
    loss_per_row = optax.softmax_cross_entropy(logits, labels)
    loss_per_row = weights[targets.argmax(axis=1)] * loss_per_row
    return loss_per_row.sum() / len(logits)


def test_softmax_cross_entropy():
    loss, gradient = jax.value_and_grad(softmax_cross_entropy)(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.5e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=7.5e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
