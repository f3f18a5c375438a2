using System.Buffers;
using System.Text;

namespace Microsoft.Bot.Schema;

/// <summary>Decodes UTF-8 straight into the caller's array; a byte order mark at the start is skipped.</summary>
internal sealed class Utf8Reader : TextReader
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private ReadOnlySequence<byte> _rest;
    private bool _flushed;

    internal Utf8Reader(in ReadOnlySequence<byte> utf8)
    {
        var reader = new SequenceReader<byte>(utf8);
        _rest = reader.IsNext(Encoding.UTF8.Preamble, advancePast: true) ? reader.UnreadSequence : utf8;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var written = 0;
        while (written < buffer.Length && !_flushed)
        {
            var last = _rest.IsSingleSegment;
            _decoder.Convert(_rest.FirstSpan, buffer[written..], flush: last, out var bytes, out var chars, out var completed);
            _rest = _rest.Slice(bytes);
            written += chars;
            _flushed = last && completed;
            if (!completed && chars == 0)
                break;
        }

        return written;
    }

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 1 ? one[0] : -1;
    }

    public override int Peek() => -1;
}

/// <summary>
/// Encodes into a buffer of bytes, without a buffer of its own. Every piece is encoded by itself: the JSON writer cuts
/// text only at characters that it escapes, never within a surrogate pair.
/// </summary>
internal sealed class Utf8Writer : TextWriter
{
    private readonly IBufferWriter<byte> _utf8;

    internal Utf8Writer(IBufferWriter<byte> utf8)
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        _utf8 = utf8;
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value < 0x80)
        {
            _utf8.GetSpan(1)[0] = (byte)value;
            _utf8.Advance(1);
        }
        else
        {
            Write([value]);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var written = Encoding.UTF8.GetBytes(buffer, _utf8.GetSpan(Encoding.UTF8.GetMaxByteCount(buffer.Length)));
        _utf8.Advance(written);
    }
}
