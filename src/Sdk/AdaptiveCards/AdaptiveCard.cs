using AdaptiveCards.Serialization;
using Newtonsoft.Json;

namespace AdaptiveCards;

/// <summary>A card of schema 1.5. Any Newtonsoft serializer writes it as <see cref="ToJson"/> does.</summary>
public class AdaptiveCard : AdaptiveTypedElement
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    public const string TypeName = "AdaptiveCard";

    /// <summary>The newest schema that is understood in full.</summary>
    public static AdaptiveSchemaVersion KnownSchemaVersion = new(1, 5);

    public AdaptiveCard(AdaptiveSchemaVersion schemaVersion) => Version = schemaVersion;

    public AdaptiveCard(string schemaVersion)
        : this(new AdaptiveSchemaVersion(schemaVersion))
    {
    }

    public override string Type { get; set; } = TypeName;

    /// <summary>The oldest schema that a host must know to show the card; null inside <see cref="AdaptiveShowCardAction"/>.</summary>
    [JsonProperty(Order = -2)]
    public AdaptiveSchemaVersion Version { get; set; }

    /// <summary>Shown by a host that is too old for <see cref="Version"/>.</summary>
    public string FallbackText { get; set; }

    /// <summary>What is said for the whole card, as text or SSML.</summary>
    public string Speak { get; set; }

    /// <summary>The language of the card as an ISO 639-1 code.</summary>
    public string Lang { get; set; }

    /// <inheritdoc cref="AdaptiveContainer.Rtl"/>
    public bool? Rtl { get; set; }

    public AdaptiveRefresh Refresh { get; set; }

    public List<AdaptiveElement> Body { get; set; } = [];

    public List<AdaptiveAction> Actions { get; set; } = [];

    /// <summary>Reads a card; what is not understood is kept and named in the result's warnings.</summary>
    /// <exception cref="AdaptiveSerializationException">The text is not the JSON of a card.</exception>
    public static AdaptiveCardParseResult FromJson(string json)
    {
        var result = new AdaptiveCardParseResult();
        result.Card = CardJson.Parse(json, result.Warnings);
        return result;
    }

    public string ToJson() => CardJson.Write(this);
}

/// <summary>How the card is brought up to date when it is shown to one of <see cref="UserIds"/>.</summary>
public class AdaptiveRefresh
{
    public AdaptiveExecuteAction Action { get; set; }

    /// <summary>Teams ids (<c>29:…</c>) of those whose clients ask for the card of their own; Teams takes at most 60.</summary>
    public List<string> UserIds { get; set; } = [];
}

public class AdaptiveCardParseResult
{
    public AdaptiveCard Card { get; set; }

    public List<AdaptiveWarning> Warnings { get; } = [];
}

/// <summary>Something in a card that was not understood and does not keep it from being read.</summary>
public class AdaptiveWarning
{
    public AdaptiveWarning(int code, string message)
    {
        Code = code;
        Message = message;
    }

    public int Code { get; set; }

    public string Message { get; set; }

    public override string ToString() => Message;
}

public class AdaptiveException : Exception
{
    public AdaptiveException()
    {
    }

    public AdaptiveException(string message)
        : base(message)
    {
    }

    public AdaptiveException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A text that was to be a card is not one.</summary>
public class AdaptiveSerializationException : AdaptiveException
{
    public AdaptiveSerializationException()
    {
    }

    public AdaptiveSerializationException(string message)
        : base(message)
    {
    }

    public AdaptiveSerializationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
