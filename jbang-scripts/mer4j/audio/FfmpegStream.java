package mer4j.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** One audio stream opened with FFmpeg, and the native objects that belong to it. */
final class FfmpegStream implements AutoCloseable {
  static {
    av_log_set_level(AV_LOG_QUIET);
  }

  private final Path file;
  private AVFormatContext format;
  private AVCodecContext codec;
  private AVPacket packet;
  private AVFrame frame;
  private AVStream stream;
  private int index;

  private SampleBuffer samples;
  private boolean damaged;
  private long packetTime;
  private boolean lastFrameCut;

  /**
   * Opens a file and its decoder.
   *
   * @param file for messages
   * @param name what FFmpeg opens, ending in a zero byte
   * @param formats FFmpeg's names of the container formats allowed
   */
  FfmpegStream(Path file, BytePointer name, String formats) throws IOException {
    this.file = file;
    try {
      open(name, formats);
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void open(BytePointer name, String formats) throws IOException {
    var options = new AVDictionary(null);
    try {
      av_dict_set(options, "protocol_whitelist", "file", 0);
      av_dict_set(options, "format_whitelist", formats, 0);
      var context = new AVFormatContext(null);
      if (avformat_open_input(context, name, null, options) < 0) {
        throw failure("is not an audio file of a known kind");
      }
      format = context;
    } finally {
      av_dict_free(options);
    }
    if (avformat_find_stream_info(format, (PointerPointer<?>) null) < 0) {
      throw failure("is not an audio file of a known kind");
    }
    index = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (PointerPointer<?>) null, 0);
    if (index < 0) {
      throw failure("holds no sound");
    }
    stream = format.streams(index);
    var parameters = stream.codecpar();
    var decoder = avcodec_find_decoder(parameters.codec_id());
    if (decoder == null) {
      throw failure("is coded in a way that cannot be read here");
    }
    codec = avcodec_alloc_context3(decoder);
    packet = av_packet_alloc();
    frame = av_frame_alloc();
    if (codec == null || packet == null || frame == null) {
      throw failure("could not be decoded: out of native memory");
    }
    if (avcodec_parameters_to_context(codec, parameters) < 0) {
      throw failure("has a damaged header");
    }
    codec.pkt_timebase(stream.time_base());
    // More threads than one cost samples at the end of some formats, and the caller has its own.
    codec.thread_count(1);
    if (avcodec_open2(codec, decoder, (PointerPointer<?>) null) < 0) {
      throw failure("has a damaged header");
    }
  }

  /** Decodes everything to the end of the file. */
  DecodedAudio decode() throws IOException {
    int code;
    while ((code = av_read_frame(format, packet)) >= 0) {
      try {
        if (packet.stream_index() == index) {
          packetTime += Math.max(0, packet.duration());
          lastFrameCut = MpegFrame.isCut(packet, codec.codec_id());
          send(packet);
        }
      } finally {
        av_packet_unref(packet);
      }
    }
    damaged |= code != AVERROR_EOF;
    send(null);
    if (samples == null || samples.length() == 0) {
      throw failure("holds no sound that can be decoded");
    }
    return new DecodedAudio(samples.channels(), samples.sampleRate(), damaged || endsEarly());
  }

  private void send(AVPacket next) throws IOException {
    if (avcodec_send_packet(codec, next) < 0) {
      damaged |= next != null;
      return;
    }
    while (avcodec_receive_frame(codec, frame) >= 0) {
      if (samples == null) {
        samples = new SampleBuffer(frame.ch_layout().nb_channels(), frame.sample_rate());
      }
      if (!samples.fits(frame)) {
        damaged = true;
      } else if (!samples.append(frame)) {
        throw failure("is too long to be held in memory");
      }
    }
  }

  private boolean endsEarly() {
    return false;
  }

  private IOException failure(String reason) {
    return new IOException(file + ": " + reason);
  }

  @Override
  public void close() {
    if (frame != null) {
      av_frame_free(frame);
    }
    if (packet != null) {
      av_packet_free(packet);
    }
    if (codec != null) {
      avcodec_free_context(codec);
    }
    if (format != null) {
      avformat_close_input(format);
    }
  }
}
