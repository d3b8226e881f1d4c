/**
 * Recurrent networks in Deeplearning4j: layers that leave padding out, the networks made of them,
 * and their training.
 *
 * <h2>Layers</h2>
 *
 * Each is a layer configuration for Deeplearning4j's {@code MultiLayerNetwork} and {@code
 * ComputationGraph}, comes back from their JSON, and computes in FLOAT and DOUBLE. Sequences are
 * {@code [clips][features][time]} (Deeplearning4j's NCW), masks {@code [clips][time]} with 0 for
 * padding. What lies in the padding, NaN included, changes neither outputs nor gradients by a bit.
 *
 * <table>
 * <caption>Layers over time</caption>
 * <tr><th>Layer</th><th>Output</th><th>In PyTorch</th></tr>
 * <tr><td>{@link mer4j.nn.Recurrent}</td><td>states of every step, in one or two directions</td>
 *   <td>RNN, LSTM, GRU on packed sequences</td></tr>
 * <tr><td>{@link mer4j.nn.SequenceDropout}</td><td>the sequence, values dropped in training</td>
 *   <td>the dropout between stacked layers</td></tr>
 * <tr><td>{@link mer4j.nn.MaskedBatchNormalization}</td><td>the sequence or matrix, normalised</td>
 *   <td>BatchNorm1d over the true frames</td></tr>
 * <tr><td>{@link mer4j.nn.TimePooling}</td><td>last state, mean or maximum of a clip</td>
 *   <td>h_n, mean, amax</td></tr>
 * <tr><td>{@link mer4j.nn.AttentionPooling}</td><td>mean of a clip with learned weights</td>
 *   <td>two Linear layers and a softmax</td></tr>
 * </table>
 *
 * <h2>Networks</h2>
 *
 * {@link mer4j.nn.NetworkSettings} say what a network is (its {@link mer4j.nn.RecurrentStack},
 * {@link mer4j.nn.Pooling} and head), how it reads clips and how it is trained; {@link
 * mer4j.nn.RecurrentNetworks} builds it, {@link mer4j.nn.ParameterLayout} names its parameters as
 * PyTorch does, {@link mer4j.nn.NetworkCheckpoint} keeps it on disk.
 */
package mer4j.nn;
