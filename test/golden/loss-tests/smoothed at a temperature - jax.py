import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_enable_x64", True)

# Softmax cross-entropy in the convention of Optax: the sum, and its gradient by the logits.
logits = jnp.array([
    [1, 2, 3, 5],
    [4, 5, 2, 3]
], dtype=jnp.float64)
targets = jnp.array([3, 1])
expected_loss = 1.520845061638902
expected_gradient = jnp.array([
    [0.026697058608419855, 0.05212502427658139, 0.09404865214431189, -0.17287073502931316],
    [0.1255021723532968, -0.2349728830382944, 0.038268162045775905, 0.07120254863922167]
], dtype=jnp.float64)


def softmax_cross_entropy(logits):
    labels = optax.smooth_labels(jax.nn.one_hot(targets, 4, dtype=logits.dtype), 0.1)
    loss_per_row = optax.softmax_cross_entropy(logits / 2, labels)
    return loss_per_row.sum()


def test_softmax_cross_entropy():
    loss, gradient = jax.value_and_grad(softmax_cross_entropy)(logits)
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-9, atol=5.0e-13)
    np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-9, atol=1.2e-13)


if __name__ == "__main__":
    test_softmax_cross_entropy()
