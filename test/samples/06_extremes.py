# Where the textbook formula overflows or cancels, the numbers are still right.

labels = [1]

overflow = [[1000, 0, -1000]]

# Select both brackets of the next line together: logits, then their target.
tiny_loss = ([[100, 0]], [0])

# A row is a number short: the message says where.
ragged = [[1, 2, 3], [4, 5]]
