/**
 * Recurrent layers in plain arrays: Elman networks, long short-term memory and gated recurrent
 * units, forward and back through time, equal to PyTorch's and faster on a processor.
 *
 * <p>{@link mer4j.recurrent.Recurrence} is one direction of a layer. Its clips are shared out among
 * threads ({@link mer4j.recurrent.Workers}); each takes its share through all time steps by itself,
 * so that nothing waits for anything until the end. A step is one product of rows {@code [x | h]}
 * with weights that stay in the second cache, in blocks that fill the vector registers, followed by
 * the gates; the gradients of the weights are added up for some steps at a time, while these are in
 * the cache too. {@link mer4j.recurrent.DoubleRecurrence} says the same in a page of formulas.
 */
package mer4j.recurrent;
