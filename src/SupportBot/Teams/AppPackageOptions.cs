using System.Buffers.Binary;
using System.Net.Mail;
using System.Text.RegularExpressions;

namespace SupportBot.Teams;

/// <summary>What both app packages are made from, checked.</summary>
/// <param name="AppId">The app id of the bot's registration.</param>
/// <param name="Domain">The bot's host name, without a scheme.</param>
/// <param name="Partner">The partner's name.</param>
/// <param name="Contact">How the partner is reached beside the app: a mail address, a URL or a telephone number.</param>
/// <param name="Color">The customer app's accent colour, as <c>#RRGGBB</c>.</param>
/// <param name="Logo">The customer app's colour icon, a PNG of 192x192 pixels; null for ours.</param>
/// <param name="Version">Three numbers, such as <c>1.0.0</c>.</param>
/// <param name="Website">The partner's website.</param>
/// <param name="Privacy">Its privacy statement.</param>
/// <param name="Terms">Its terms of use.</param>
internal sealed record AppDetails(
    Guid AppId, string Domain, string Partner, string Contact, string Color, byte[]? Logo, string Version, string Website, string Privacy, string Terms);

/// <summary>The options of <c>manifest pack</c> as they were typed; null where one was not given.</summary>
internal sealed partial class AppPackageOptions
{
    /// <summary>The longest name of a partner: the limit of <c>name.short</c> in Teams' manifest.</summary>
    public const int LongestName = 30;

    /// <summary>Width and height of a colour icon, in pixels.</summary>
    public const int ColorIconSize = 192;

    private const int LongestContact = 200;
    private const int LongestHost = 253;
    private const int LongestUrl = 2048;
    private const int SizeEnds = 24;

    public string? AppId { get; init; }

    public string? Domain { get; init; }

    public string? Name { get; init; }

    public string? Contact { get; init; }

    public string? Color { get; init; }

    public string? Logo { get; init; }

    public string? Version { get; init; }

    public string? Website { get; init; }

    public string? Privacy { get; init; }

    public string? Terms { get; init; }

    /// <summary>Reads the options, the logo's file among them, and says everything that is wrong with them.</summary>
    /// <param name="problems">Takes what is wrong, each with its remedy.</param>
    /// <returns>What the packages are made from; null where something is wrong.</returns>
    public AppDetails? Read(ICollection<string> problems)
    {
        var before = problems.Count;
        if (!Guid.TryParseExact(AppId, "D", out var appId) || appId == Guid.Empty)
            problems.Add("--app-id: the app id of the bot's registration, a GUID such as 00001111-aaaa-2222-bbbb-3333cccc4444.");

        var domain = Domain?.Trim() ?? "";
        if (domain.Length is 0 or > LongestHost || Uri.CheckHostName(domain) is not UriHostNameType.Dns || !domain.Contains('.', StringComparison.Ordinal))
            problems.Add("--domain: the bot's host name alone, such as desk.contoso.example, without https://, port or path.");

        var partner = Name?.Trim() ?? "";
        if (partner.Length == 0 || partner.Any(char.IsControl)) problems.Add("--name: your company's name, as customers know it, on one line.");
        else if (partner.Length > LongestName)
            problems.Add($"--name: at most {LongestName} characters, since Teams shows no more; \"{partner}\" has {partner.Length}. Give a shorter form of the name.");

        var contact = Contact?.Trim() ?? "";
        if (!IsContact(contact))
            problems.Add("--contact: how customers reach you when the app does not answer: a mail address, a telephone number or a URL that begins with https://.");

        var color = Color?.Trim() ?? AppPackage.OurColor;
        if (!ColorCode().IsMatch(color)) problems.Add("--color: # and six hexadecimal digits, such as #2B579A; quote it, since a shell may take # for a comment.");

        var version = Version?.Trim() ?? "1.0.0";
        if (!ThreeNumbers().IsMatch(version)) problems.Add("--app-version: three numbers of up to nine digits, such as 1.0.1.");

        var website = Address("--website", Website, $"https://{domain}", problems);
        var privacy = Address("--privacy", Privacy, $"https://{domain}/privacy", problems);
        var terms = Address("--terms", Terms, $"https://{domain}/terms", problems);
        var logo = Logo is null ? null : ReadLogo(Logo, problems);
        return problems.Count > before ? null : new AppDetails(appId, domain, partner, contact, color, logo, version, website, privacy, terms);
    }

    private static bool IsContact(string contact) =>
        contact.Length <= LongestContact && !contact.Any(char.IsControl)
        && (IsHttps(contact) || (PhoneNumber().IsMatch(contact) && contact.Count(char.IsAsciiDigit) is >= 3 and <= 15) || IsMailAddress(contact));

    // MailAddress takes "Somebody <a@b>" as well.
    private static bool IsMailAddress(string contact) =>
        MailAddress.TryCreate(contact, out var mail) && mail.Address == contact && mail.Host.Contains('.', StringComparison.Ordinal);

    private static bool IsHttps(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0;

    private static string Address(string option, string? given, string otherwise, ICollection<string> problems)
    {
        if (given is null) return otherwise;
        if (!IsHttps(given.Trim()) || given.Length > LongestUrl) problems.Add($"{option}: a URL that begins with https://; {otherwise} unless given.");
        return given.Trim();
    }

    private static byte[]? ReadLogo(string path, ICollection<string> problems)
    {
        try
        {
            using var file = File.OpenRead(path);
            var start = new byte[SizeEnds];
            if (SizeOf(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))) is not { } size)
                problems.Add($"--logo: {path} is no PNG file. Give a PNG of {ColorIconSize}x{ColorIconSize} pixels.");
            else if (size != (ColorIconSize, ColorIconSize))
                problems.Add($"--logo: {path} has {size.Width}x{size.Height} pixels. Give a PNG of {ColorIconSize}x{ColorIconSize}.");
            else
            {
                var logo = File.ReadAllBytes(path);
                if (logo.AsSpan().EndsWith(PngEnd)) return logo;
                problems.Add($"--logo: {path} is damaged: it ends before the picture does. Export it anew.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add($"--logo: {path} cannot be read. {exception.Message.ReplaceLineEndings(" ")}");
        }

        return null;
    }

    // PNG specification (ISO/IEC 15948) 5.2 and 11.2: the signature, then the chunk IHDR, which begins with width and height; IEND is the last.
    private static ReadOnlySpan<byte> PngStart => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

    private static ReadOnlySpan<byte> PngEnd => [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82];

    /// <summary>The size that the beginning of a PNG file states, in pixels; null where it is no PNG.</summary>
    internal static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> file) => file.Length >= SizeEnds && file.StartsWith(PngStart)
        ? (BinaryPrimitives.ReadInt32BigEndian(file[PngStart.Length..]), BinaryPrimitives.ReadInt32BigEndian(file[(PngStart.Length + sizeof(int))..]))
        : null;

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex ColorCode();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}\z")]
    private static partial Regex ThreeNumbers();

    [GeneratedRegex(@"^\+?[0-9][0-9 ().-]*\z")]
    private static partial Regex PhoneNumber();
}
