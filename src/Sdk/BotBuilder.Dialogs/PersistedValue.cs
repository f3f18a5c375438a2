using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Builder.Dialogs;

/// <summary>Reads what a dialog remembers, whether the store brought it back as what it was or as JSON.</summary>
internal static class PersistedValue
{
    private static readonly JsonSerializer _serializer = new() { DateParseHandling = DateParseHandling.None };

    /// <summary>The value, from now on kept as <typeparamref name="T"/> so that changes to it are stored; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">Something else is stored there.</exception>
    public static T Get<T>(IDictionary<string, object> state, string key)
        where T : class
    {
        if (!state.TryGetValue(key, out var stored) || stored is null or JValue { Type: JTokenType.Null })
            return null;
        if (stored is T value)
            return value;
        if (stored is not JObject json)
            throw new InvalidOperationException($"The stored dialog holds a {stored.GetType().Name} as '{key}'.");

        value = json.ToObject<T>(_serializer);
        state[key] = value;
        return value;
    }
}
