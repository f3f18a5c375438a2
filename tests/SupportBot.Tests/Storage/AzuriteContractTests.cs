using SupportBot.Tests.Contracts;

namespace SupportBot.Tests.Storage;

public sealed class AzuriteTicketStoreTests : TicketStoreContract
{
    private AzuriteTables? _tables;

    protected override async Task<StoreInstance> InstanceAsync() => (_tables ??= await AzuriteTables.CreateAsync(Clock)).Instance();
}

public sealed class AzuriteOutboxTests : OutboxContract
{
    private AzuriteTables? _tables;

    protected override async Task<StoreInstance> InstanceAsync() => (_tables ??= await AzuriteTables.CreateAsync(Clock)).Instance();
}
