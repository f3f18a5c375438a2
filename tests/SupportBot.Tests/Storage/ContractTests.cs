using SupportBot.Customers;
using SupportBot.Storage;
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

public sealed class AzuriteCustomerStoreTests : CustomerStoreContract
{
    private readonly StillClock _clock = new();
    private AzuriteTables? _tables;

    protected override async Task<ICustomerStore> InstanceAsync()
    {
        _tables ??= await AzuriteTables.CreateAsync(_clock);
        return new CustomerTable(_tables.Open(), _tables.Retries);
    }
}

public sealed class MemoryTicketStoreTests : TicketStoreContract
{
    private MemoryTables? _tables;

    protected override async Task<StoreInstance> InstanceAsync() => (_tables ??= await MemoryTables.CreateAsync(Clock)).Instance();
}

public sealed class MemoryOutboxTests : OutboxContract
{
    private MemoryTables? _tables;

    protected override async Task<StoreInstance> InstanceAsync() => (_tables ??= await MemoryTables.CreateAsync(Clock)).Instance();
}

public sealed class MemoryCustomerStoreTests : CustomerStoreContract
{
    private readonly StillClock _clock = new();
    private MemoryTables? _tables;

    protected override async Task<ICustomerStore> InstanceAsync()
    {
        _tables ??= await MemoryTables.CreateAsync(_clock);
        return new CustomerTable(_tables.Open(), _tables.Retries);
    }
}
