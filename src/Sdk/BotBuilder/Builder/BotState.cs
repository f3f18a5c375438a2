using System.Security.Cryptography;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Builder;

public interface IStatePropertyInfo
{
    string Name { get; }
}

/// <summary>Reads and writes one property of a state, which is loaded at first touch and saved by <see cref="BotState.SaveChangesAsync"/>.</summary>
public interface IStatePropertyAccessor<T> : IStatePropertyInfo
{
    /// <returns>What the factory makes, kept from then on, where the property is not there; without a factory, the default.</returns>
    Task<T> GetAsync(ITurnContext turnContext, Func<T> defaultValueFactory = null, CancellationToken cancellationToken = default);

    Task DeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken = default);

    Task SetAsync(ITurnContext turnContext, T value, CancellationToken cancellationToken = default);
}

public interface IPropertyManager
{
    IStatePropertyAccessor<T> CreateProperty<T>(string name);
}

/// <summary>
/// A dictionary of properties under one storage key, cached for the turn and written back when it changed.
/// The very object that storage gave is handed back to it, so an <see cref="IStoreItem"/> keeps its ETag.
/// </summary>
public abstract class BotState : IPropertyManager
{
    // Names of types are part of what makes a value differ, as they are part of what is stored.
    private static readonly JsonSerializer Hashing = JsonSerializer.Create(new JsonSerializerSettings
    {
        TypeNameHandling = TypeNameHandling.Auto,
        TypeNameAssemblyFormatHandling = TypeNameAssemblyFormatHandling.Full,
        SerializationBinder = new TypeNames(),
        ReferenceLoopHandling = ReferenceLoopHandling.Ignore,
    });

    private readonly string _contextServiceKey;
    private readonly IStorage _storage;

    protected BotState(IStorage storage, string contextServiceKey)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentException.ThrowIfNullOrEmpty(contextServiceKey);
        _storage = storage;
        _contextServiceKey = contextServiceKey;
    }

    public IStatePropertyAccessor<T> CreateProperty<T>(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Accessor<T>(this, name);
    }

    /// <exception cref="InvalidOperationException">Storage holds something else than a state under the key.</exception>
    public virtual async Task LoadAsync(ITurnContext turnContext, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (!force && GetCachedState(turnContext)?.State is not null)
            return;

        var key = GetStorageKey(turnContext);
        var items = await _storage.ReadAsync([key], cancellationToken);
        items.TryGetValue(key, out var item);
        turnContext.TurnState[_contextServiceKey] = item switch
        {
            null => new CachedBotState(),
            IDictionary<string, object> state => new CachedBotState(state),
            JObject state => new CachedBotState(state.ToObject<Dictionary<string, object>>()),
            _ => throw new InvalidOperationException("Data is not in the correct format for BotState."),
        };
    }

    public virtual async Task SaveChangesAsync(ITurnContext turnContext, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (GetCachedState(turnContext) is not { } cached)
            return;

        var hash = cached.ComputeHash();
        if (!force && !cached.Differs(hash))
            return;

        await _storage.WriteAsync(new Dictionary<string, object> { [GetStorageKey(turnContext)] = cached.State }, cancellationToken);
        cached.Saved(hash);
    }

    /// <summary>Empties the state for this turn; saving then stores it empty.</summary>
    public virtual Task ClearStateAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var former = GetCachedState(turnContext);
        former?.State.Clear();
        turnContext.TurnState[_contextServiceKey] = new CachedBotState(former?.State, unsaved: true);
        return Task.CompletedTask;
    }

    public virtual Task DeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        turnContext.TurnState.Remove(_contextServiceKey);
        return _storage.DeleteAsync([GetStorageKey(turnContext)], cancellationToken);
    }

    /// <summary>A copy of the loaded state, for looking at; null when it is not loaded.</summary>
    public JToken Get(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        return GetCachedState(turnContext) is { } cached ? JObject.FromObject(cached.State) : null;
    }

    public CachedBotState GetCachedState(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        return turnContext.TurnState.Get<CachedBotState>(_contextServiceKey);
    }

    protected abstract string GetStorageKey(ITurnContext turnContext);

    /// <exception cref="InvalidOperationException">The state is not loaded.</exception>
    protected Task<T> GetPropertyValueAsync<T>(ITurnContext turnContext, string propertyName, CancellationToken cancellationToken = default)
    {
        var state = Loaded(turnContext);
        if (!state.TryGetValue(propertyName, out var value) || value is null)
            return Task.FromResult<T>(default);
        if (value is T typed)
            return Task.FromResult(typed);

        // Storage without type names gives JSON or a wider number; what it is turned into takes its place.
        var converted = value is JToken token ? token.ToObject<T>() : JToken.FromObject(value).ToObject<T>();
        state[propertyName] = converted;
        return Task.FromResult(converted);
    }

    protected Task DeletePropertyValueAsync(ITurnContext turnContext, string propertyName, CancellationToken cancellationToken = default)
    {
        Loaded(turnContext).Remove(propertyName);
        return Task.CompletedTask;
    }

    protected Task SetPropertyValueAsync(ITurnContext turnContext, string propertyName, object value, CancellationToken cancellationToken = default)
    {
        Loaded(turnContext)[propertyName] = value;
        return Task.CompletedTask;
    }

    private IDictionary<string, object> Loaded(ITurnContext turnContext) =>
        GetCachedState(turnContext)?.State ?? throw new InvalidOperationException("The state is not loaded.");

    /// <summary>A loaded state, and what it was when it was loaded or saved.</summary>
    public class CachedBotState
    {
        private byte[] _hash;

        public CachedBotState(IDictionary<string, object> state = null)
            : this(state, unsaved: false)
        {
        }

        internal CachedBotState(IDictionary<string, object> state, bool unsaved)
        {
            State = state ?? new Dictionary<string, object>();
            _hash = unsaved ? [] : ComputeHash();
        }

        public IDictionary<string, object> State { get; set; }

        public bool IsChanged() => Differs(ComputeHash());

        internal byte[] ComputeHash()
        {
            using var json = new PooledBuffer(1024);
            SchemaJson.Write(json, State, Hashing);
            return SHA256.HashData(json.Written.Span);
        }

        internal bool Differs(byte[] hash) => !_hash.AsSpan().SequenceEqual(hash);

        internal void Saved(byte[] hash) => _hash = hash;
    }

    private sealed class Accessor<T>(BotState state, string name) : IStatePropertyAccessor<T>
    {
        public string Name => name;

        public async Task<T> GetAsync(ITurnContext turnContext, Func<T> defaultValueFactory, CancellationToken cancellationToken)
        {
            await state.LoadAsync(turnContext, false, cancellationToken);
            var value = await state.GetPropertyValueAsync<T>(turnContext, name, cancellationToken);
            if (defaultValueFactory is null || !IsMissing(turnContext))
                return value;

            value = defaultValueFactory();
            await state.SetPropertyValueAsync(turnContext, name, value, cancellationToken);
            return value;
        }

        public async Task DeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken)
        {
            await state.LoadAsync(turnContext, false, cancellationToken);
            await state.DeletePropertyValueAsync(turnContext, name, cancellationToken);
        }

        public async Task SetAsync(ITurnContext turnContext, T value, CancellationToken cancellationToken)
        {
            await state.LoadAsync(turnContext, false, cancellationToken);
            await state.SetPropertyValueAsync(turnContext, name, value, cancellationToken);
        }

        private bool IsMissing(ITurnContext turnContext) => !state.Loaded(turnContext).TryGetValue(name, out var value) || value is null;
    }
}

/// <summary>State of one conversation, by <c>channel/conversations/id</c>.</summary>
public class ConversationState : BotState
{
    public ConversationState(IStorage storage)
        : base(storage, nameof(ConversationState))
    {
    }

    protected override string GetStorageKey(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var activity = turnContext.Activity;
        var channel = activity.ChannelId ?? throw new InvalidOperationException("The activity names no channel.");
        var conversation = activity.Conversation?.Id ?? throw new InvalidOperationException("The activity names no conversation.");
        return string.Concat(channel, "/conversations/", conversation);
    }
}

/// <summary>State of one user in all conversations of a channel, by <c>channel/users/id</c>.</summary>
public class UserState : BotState
{
    public UserState(IStorage storage)
        : base(storage, nameof(UserState))
    {
    }

    protected override string GetStorageKey(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var activity = turnContext.Activity;
        var channel = activity.ChannelId ?? throw new InvalidOperationException("The activity names no channel.");
        var user = activity.From?.Id ?? throw new InvalidOperationException("The activity names no sender.");
        return string.Concat(channel, "/users/", user);
    }
}
