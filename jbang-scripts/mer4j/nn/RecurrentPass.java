package mer4j.nn;

import java.util.Map;
import mer4j.recurrent.Steps;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All directions of a recurrent layer over a batch, in one precision. Arrays of sequences are
 * {@code [clips][values][time]} in any order in memory, those of states {@code [clips][directions x
 * units]}.
 *
 * <p>Native memory is kept from batch to batch, because batches of one size follow each other and
 * fresh memory of that size would have to be faulted in page by page at every step.
 */
interface RecurrentPass extends AutoCloseable {
  /**
   * Runs over a batch.
   *
   * @param parameters those of {@link RecurrentParameters}
   * @param x frames; must stay as they are until {@link #backward}
   * @param hidden states before the first step; null for zeros
   * @param cell cells before the first step; null for zeros
   * @param out receives the states, time-major; null if nobody wants them
   * @param keep whether {@link #backward} will follow
   */
  void forward(
      Map<String, INDArray> parameters,
      INDArray x,
      Steps steps,
      INDArray hidden,
      INDArray cell,
      INDArray out,
      boolean keep);

  /** The states after the last true step of each clip, outside of any workspace. */
  INDArray lastHidden();

  /** The same of the cells of an LSTM. */
  INDArray lastCell();

  /**
   * Goes back over the batch.
   *
   * @param epsilon gradient of the states
   * @param ofInput receives the gradient of the frames, time-major; null if nobody wants it
   * @param gradients receive the gradients of the parameters
   */
  void backward(INDArray epsilon, INDArray ofInput, Map<String, INDArray> gradients);

  /** Frees the memory kept for the next batch, which then gets it anew. */
  @Override
  void close();
}
