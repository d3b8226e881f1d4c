package mer4j.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
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
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_STREAM;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.io.IOException;
import java.nio.file.Files;
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

  /** Seconds; the shortest mp3 frame lasts 0.024. */
  private static final double HALF_FRAME = 0.012;

  /** Seconds; Opus counts the encoder's delay. */
  private static final double OGG_TOLERANCE = 0.1;

  /** Seconds; containers with edit lists count what they then hide. */
  private static final double OTHER_TOLERANCE = 0.25;

  /** No format holds more samples per byte than this; a header that promises more is wrong. */
  private static final long SAMPLES_PER_BYTE = 64;

  private final Path file;
  private final SampleSink.Maker maker;
  private AVFormatContext format;
  private AVCodecContext codec;
  private AVPacket packet;
  private PacketView packetView;
  private AVFrame frame;
  private FrameView frameView;
  private AVStream stream;
  private int index;

  private SampleSink samples;
  private int channels;
  private int sampleRate;
  private boolean damaged;
  private long packetTime;

  /**
   * Opens a file and its decoder.
   *
   * @param file for messages
   * @param name what FFmpeg opens, ending in a zero byte
   * @param formats FFmpeg's names of the container formats allowed
   * @param maker makes what the sound goes to
   */
  FfmpegStream(Path file, BytePointer name, String formats, SampleSink.Maker maker)
      throws IOException {
    this.file = file;
    this.maker = maker;
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
        throw failure("not an audio file that can be read");
      }
      format = context;
    } finally {
      av_dict_free(options);
    }
    if (avformat_find_stream_info(format, (PointerPointer<?>) null) < 0) {
      throw failure("not an audio file that can be read");
    }
    index = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (PointerPointer<?>) null, 0);
    if (index < 0) {
      throw failure("holds no sound at all");
    }
    stream = format.streams(index);
    var parameters = stream.codecpar();
    var decoder = avcodec_find_decoder(parameters.codec_id());
    if (decoder == null) {
      throw failure("coded in a way that cannot be read");
    }
    codec = avcodec_alloc_context3(decoder);
    packet = av_packet_alloc();
    frame = av_frame_alloc();
    if (codec == null || packet == null || frame == null) {
      throw failure("could not be decoded, native memory is used up");
    }
    packetView = new PacketView(packet);
    frameView = new FrameView(frame);
    if (avcodec_parameters_to_context(codec, parameters) < 0) {
      throw failure("the header is damaged");
    }
    codec.pkt_timebase(stream.time_base());
    // More threads than one cost samples at the end of some formats, and the caller has its own.
    codec.thread_count(1);
    if (avcodec_open2(codec, decoder, (PointerPointer<?>) null) < 0) {
      throw failure("the header is damaged");
    }
  }

  /**
   * What is known of a sound once it is decoded.
   *
   * @param sampleRate in Hz
   * @param truncated whether the file holds less than it announces
   */
  record Decoded(int sampleRate, boolean truncated) {}

  /** Decodes everything to the end of the file. */
  Decoded decode() throws IOException {
    int code;
    int codecId = codec.codec_id();
    while ((code = av_read_frame(format, packet)) >= 0) {
      try {
        if (packetView.stream() == index) {
          if (MpegFrame.isCut(packetView, codecId)) {
            damaged = true;
          } else {
            packetTime += Math.max(0, packetView.duration());
            send(packet);
          }
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
    var truncated = damaged | endsEarly();
    try {
      samples.finish();
    } catch (OutOfMemoryError e) {
      throw tooLong();
    }
    return new Decoded(sampleRate, truncated);
  }

  private void send(AVPacket next) throws IOException {
    if (avcodec_send_packet(codec, next) < 0) {
      damaged |= next != null;
      return;
    }
    while (avcodec_receive_frame(codec, frame) >= 0) {
      try {
        if (samples == null) {
          begin();
        }
        if (frameView.sampleRate() == sampleRate
            && frameView.channels() == channels
            && frameView.isKnown()) {
          samples.append(frameView);
        } else {
          damaged = true;
        }
      } catch (OutOfMemoryError e) {
        throw tooLong();
      }
    }
  }

  private void begin() throws IOException {
    channels = frameView.channels();
    sampleRate = frameView.sampleRate();
    // A header that says 1 Hz would make hours of sound out of a second.
    if (sampleRate < AudioLoader.MIN_SAMPLE_RATE || sampleRate > AudioLoader.MAX_SAMPLE_RATE) {
      throw failure("a sample rate of " + sampleRate + " Hz is not that of a recording");
    }
    var seconds = format.duration() == AV_NOPTS_VALUE ? 0 : format.duration() / 1e6;
    var believable = SAMPLES_PER_BYTE * Files.size(file) / channels;
    var expected = (long) Math.min(believable, (seconds + 0.1) * sampleRate);
    samples = maker.make(channels, sampleRate, expected);
  }

  private IOException tooLong() {
    return failure("too long to be held in memory");
  }

  /** Compares what was decoded with what the container tells, and cuts off Vorbis padding. */
  private boolean endsEarly() throws IOException {
    var base = stream.time_base();
    var second = (double) base.den() / base.num();
    var announced = stream.duration() == AV_NOPTS_VALUE ? 0 : stream.duration() / second;
    var decoded = (double) samples.length() / sampleRate;
    return switch (format.iformat().name().getString()) {
      // Only a Xing header counts frames; otherwise the duration is a guess from the bit rate.
      case "mp3" ->
          format.duration_estimation_method() == AVFMT_DURATION_FROM_STREAM
              && packetTime / second < announced - HALF_FRAME;
      case "ogg" -> {
        var last = ContainerEnd.lastOggPage(file);
        if (last != null && codec.codec_id() == AV_CODEC_ID_VORBIS) {
          var padding = samples.length() - last.position();
          if (padding > 0 && padding <= SampleSink.LONGEST_CUT && last.position() > 0) {
            samples.cutTo(last.position());
          }
        }
        yield last == null || !last.whole() || decoded < announced - OGG_TOLERANCE;
      }
      case "wav" -> ContainerEnd.isWavCut(file);
      case "flac", "aiff" -> decoded < announced - 0.5 / sampleRate;
      default -> decoded < announced - OTHER_TOLERANCE;
    };
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
