using SupportBot.Customers;
using SupportBot.Storage;
using SupportBot.Tests.Contracts;
using SupportBot.Tickets;

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

public sealed class AzuriteAlarmTests : AlarmContract
{
    private AzuriteTables? _tables;

    protected override async Task<IAlarms> InstanceAsync()
    {
        _tables ??= await AzuriteTables.CreateAsync(Clock);
        return new AlarmTable(_tables.Open(), _tables.Retries, Clock);
    }
}
