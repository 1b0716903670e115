"""A Python library as a contender: told over standard input what to evaluate, as serve.ts is.

One JSON object a line comes in and one goes out. The library is the first argument, the second whether
it works on "one" thread or on "all".
"""

import json
import os
import sys
import time
from pathlib import Path


class NumPy:
    """In place wherever NumPy can, so that nothing of the size of the logits is allocated."""

    def __init__(self, threads):
        import numpy

        self.version = numpy.__version__

    def load(self, logits, targets):
        import numpy as np

        rows = len(targets)
        every_row = np.arange(rows)
        gradient = np.empty_like(logits)

        def evaluate():
            argmax = logits.argmax(axis=1)
            largest = logits[every_row, argmax]
            np.subtract(logits, largest[:, None], out=gradient)
            np.exp(gradient, out=gradient)
            sums = gradient.sum(axis=1)
            loss = (np.log(sums) + largest - logits[every_row, targets]).mean()
            np.multiply(gradient, (1 / (rows * sums))[:, None], out=gradient)
            gradient[every_row, targets] -= 1 / rows
            return loss, argmax, gradient

        return evaluate


class Torch:
    def __init__(self, threads):
        import torch

        self.version = torch.__version__
        if threads == "one":
            torch.set_num_threads(1)

    def load(self, logits, targets):
        import torch
        from torch.nn.functional import cross_entropy

        logits = torch.from_numpy(logits).requires_grad_()
        targets = torch.from_numpy(targets)

        def evaluate():
            logits.grad = None
            loss = cross_entropy(logits, targets)
            loss.backward()
            return loss.detach(), logits.detach().argmax(1), logits.grad

        return evaluate


class TorchCompiled(Torch):
    """Loss, argmax and gradient in one graph, which the compiler can fuse as a whole."""

    def load(self, logits, targets):
        import torch
        from torch.nn.functional import cross_entropy

        logits = torch.from_numpy(logits)
        targets = torch.from_numpy(targets)
        torch.compiler.reset()

        @torch.compile(dynamic=False, fullgraph=True)
        def evaluate(logits, targets):
            gradient, loss = torch.func.grad_and_value(cross_entropy)(logits, targets)
            return loss, logits.argmax(1), gradient

        return lambda: evaluate(logits, targets)


class Jax:
    def __init__(self, threads):
        if threads == "one":
            os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
            os.environ["NPROC"] = "1"
        import jax
        import optax

        jax.config.update("jax_enable_x64", True)
        self.version = f"{jax.__version__}, optax {optax.__version__}"

    def load(self, logits, targets):
        import jax
        from optax import softmax_cross_entropy_with_integer_labels as losses

        logits = jax.numpy.asarray(logits)
        targets = jax.numpy.asarray(targets)

        @jax.jit
        def evaluate(logits, targets):
            mean = lambda logits: losses(logits, targets).mean()
            loss, gradient = jax.value_and_grad(mean)(logits)
            return loss, logits.argmax(1), gradient

        return lambda: jax.block_until_ready(evaluate(logits, targets))


libraries = {"numpy": NumPy, "torch": Torch, "torch.compile": TorchCompiled, "jax": Jax}


class Server:
    def __init__(self, library):
        self.library = library
        self.evaluate = None

    def load(self, rows, classes, type, logits, targets):
        import numpy as np

        self.evaluate = self.library.load(
            np.fromfile(logits, dtype=type).reshape(rows, classes),
            np.fromfile(targets, dtype=np.int32).astype(np.int64),
        )
        return {}

    def run(self, times):
        begin, used = time.perf_counter(), time.process_time()
        for _ in range(times):
            self.evaluate()
        return {
            "seconds": time.perf_counter() - begin,
            "processorSeconds": time.process_time() - used,
        }

    def answer(self, folder):
        import numpy as np

        loss, argmax, gradient = self.evaluate()
        np.asarray(argmax).astype(np.int32).tofile(Path(folder, "argmax"))
        np.asarray(gradient).tofile(Path(folder, "gradient"))
        return {"loss": float(loss)}

    def drop(self):
        self.evaluate = None
        return {}


def main():
    # What a library prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(value):
        print(json.dumps(value), file=answers, flush=True)

    try:
        library = libraries[sys.argv[1]](sys.argv[2])
    except ImportError as error:
        return answer({"missing": str(error)})
    answer({"version": library.version})
    server = Server(library)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer(getattr(server, request.pop("do"))(**request))
        except Exception as error:
            answer({"error": f"{type(error).__name__}: {error}"})


main()
