using Azure.Core.Pipeline;
using Azure.Data.Tables;
using SupportBot.Customers;
using SupportBot.Escalation;
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

public sealed class AzuriteHeldNoticeTests : HeldNoticeContract
{
    private AzuriteTables? _tables;

    protected override async Task<StoreInstance> InstanceAsync() => (_tables ??= await AzuriteTables.CreateAsync(new StillClock())).Instance();
}

public sealed class MemoryHeldNoticeTests : HeldNoticeContract
{
    private MemoryTables? _tables;

    protected override async Task<StoreInstance> InstanceAsync() => (_tables ??= await MemoryTables.CreateAsync(new StillClock())).Instance();
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

public sealed class AzuriteTableServiceTests : TableServiceContract
{
    private AzuriteTables? _tables;

    protected override TableClient Missing => new(_tables!.Options.ConnectionString, "nobodymadeit");

    protected override async Task<TableClient> TableAsync() => (_tables ??= await AzuriteTables.CreateAsync(new StillClock())).Tables.Tickets;
}

public sealed class MemoryTableServiceTests : TableServiceContract
{
    private MemoryTables? _tables;

    protected override TableClient Missing => new(_tables!.Options.ConnectionString, "nobodymadeit", new TableClientOptions { Transport = _tables.Service.Transport() });

    protected override async Task<TableClient> TableAsync() => (_tables ??= await MemoryTables.CreateAsync(new StillClock())).Tables.Tickets;
}

public sealed class AzuriteAlarmTests : AlarmContract
{
    private AzuriteTables? _tables;

    protected override async Task<IAlarms> InstanceAsync()
    {
        _tables ??= await AzuriteTables.CreateAsync(Clock);
        return new AlarmTable(_tables.Open(), _tables.Retries, InstanceName.Random(), Clock);
    }
}

public sealed class MemoryAlarmTests : AlarmContract
{
    private MemoryTables? _tables;

    protected override async Task<IAlarms> InstanceAsync()
    {
        _tables ??= await MemoryTables.CreateAsync(Clock);
        return new AlarmTable(_tables.Open(), _tables.Retries, InstanceName.Random(), Clock);
    }
}

public sealed class AzuriteIncidentLedgerTests : IncidentLedgerContract
{
    private AzuriteTables? _tables;

    protected override int Many => 100;

    protected override async Task<IIncidentLedger> InstanceAsync(IReadOnlyList<IncidentAccount> accounts, params HttpPipelinePolicy[] policies)
    {
        _tables ??= await AzuriteTables.CreateAsync(Clock);
        return new LedgerTable(_tables.Open(policies), _tables.Retries, accounts, Clock);
    }
}

public sealed class MemoryIncidentLedgerTests : IncidentLedgerContract
{
    private MemoryTables? _tables;

    protected override int Many => 1000;

    protected override async Task<IIncidentLedger> InstanceAsync(IReadOnlyList<IncidentAccount> accounts, params HttpPipelinePolicy[] policies)
    {
        _tables ??= await MemoryTables.CreateAsync(Clock);
        return new LedgerTable(_tables.Open(policies), _tables.Retries, accounts, Clock);
    }
}
