package mer4j.nn;

import mer4j.recurrent.Cell;

/**
 * The recurrent layers of a network, one above the other as in PyTorch: each reads all states of
 * the one below, of both directions where there are two.
 *
 * @param cell what a step computes
 * @param layers how many
 * @param directions 1, or 2 where each layer also reads backward
 * @param dropout share of the states dropped in training between layers, 0 or more and below 1
 */
public record RecurrentStack(Cell cell, int layers, int directions, double dropout) {
  /**
   * @throws IllegalArgumentException naming the first value out of its range
   */
  public RecurrentStack {
    if (cell == null) {
      throw new IllegalArgumentException("a recurrent layer needs a cell");
    }
    if (layers < 1) {
      throw new IllegalArgumentException("layers must be at least 1, not " + layers);
    }
    if (directions != 1 && directions != 2) {
      throw new IllegalArgumentException("directions must be 1 or 2, not " + directions);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), not " + dropout);
    }
  }

  /** The one layer of the study's network. */
  public static RecurrentStack of(RecurrentKind kind) {
    var cell = kind == RecurrentKind.LSTM ? Cell.LSTM : Cell.TANH;
    return new RecurrentStack(cell, 1, kind.directions(), 0);
  }
}
