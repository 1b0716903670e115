import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_enable_x64", True)

# Softmax cross-entropy in the convention of Optax: the sum, and its gradient by the logits.
logits = jnp.array([
    [1, -jnp.inf, 3, 5],
    [4, 5, -jnp.inf, 3]
], dtype=jnp.float64)
targets = jnp.array([3, 1])
expected_loss = 0.5505375929442798
expected_gradient = jnp.array([
    [0.015876239976466765, 0, 0.11731042782619837, -0.13318666780266514],
    [0.24472847105479764, -0.3347590442251781, 0, 0.09003057317038046]
], dtype=jnp.float64)


def softmax_cross_entropy(logits):
    loss_per_row = optax.softmax_cross_entropy_with_integer_labels(logits, targets)
    return loss_per_row.sum()


def test_softmax_cross_entropy():
    loss, gradient = jax.value_and_grad(softmax_cross_entropy)(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=1.0e-12)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=5.0e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
