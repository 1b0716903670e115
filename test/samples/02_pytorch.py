# The targets are found by their name: select only the logits.

import torch
import torch.nn.functional as F

logits = torch.tensor(
    [
        [2.0, -1.0, 0.5],
        [0.1, 0.2, 3.0],
        [1.5, 1.4, -2.0],
    ]
)
labels = torch.tensor([0, 2, 1])

loss = F.cross_entropy(logits, labels, reduction="sum")
