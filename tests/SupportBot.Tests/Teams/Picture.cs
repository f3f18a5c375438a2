using System.Buffers.Binary;
using System.IO.Compression;

namespace SupportBot.Tests.Teams;

/// <summary>A PNG file of 8-bit RGBA without row filters, which is how our icons are written, and how tests write theirs.</summary>
internal sealed record Picture(int Width, int Height, byte[] Rgba)
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>One colour all over.</summary>
    public static Picture Plain(int width, int height) => new(width, height, Enumerable.Repeat((byte)0x7F, width * height * 4).ToArray());

    public static Picture Read(byte[] png)
    {
        Assert.Equal(Signature, png[..8]);
        var (width, height, data) = (0, 0, new MemoryStream());
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var body = png.AsSpan(at + 8, length);
            switch (png.AsSpan(at + 4, 4))
            {
                case [(byte)'I', (byte)'H', (byte)'D', (byte)'R']:
                    (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                    Assert.Equal([8, 6, 0, 0, 0], body[8..].ToArray());
                    break;
                case [(byte)'I', (byte)'D', (byte)'A', (byte)'T']:
                    data.Write(body);
                    break;
            }

            at += length + 12;
        }

        data.Position = 0;
        using var rows = new ZLibStream(data, CompressionMode.Decompress);
        var (row, rgba) = (new byte[1 + (width * 4)], new MemoryStream());
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(row);
            Assert.Equal(0, row[0]);
            rgba.Write(row.AsSpan(1));
        }

        return new Picture(width, height, rgba.ToArray());
    }

    public byte[] Write()
    {
        using var data = new MemoryStream();
        using (var rows = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                rows.WriteByte(0);
                rows.Write(Rgba.AsSpan(y * Width * 4, Width * 4));
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 6);
        return [.. Signature, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, data.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        var chunk = new byte[body.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        type.CopyTo(chunk.AsSpan(4));
        body.CopyTo(chunk.AsSpan(8));
        var check = 0xFFFFFFFF;
        foreach (var value in chunk.AsSpan(4, body.Length + 4))
        {
            check ^= value;
            for (var bit = 0; bit < 8; bit++) check = (check >> 1) ^ (0xEDB88320 & (0 - (check & 1)));
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 8), ~check);
        return chunk;
    }
}
