using System.Globalization;

namespace SupportBot.Customers;

/// <summary>A row that was not imported.</summary>
/// <param name="Line">The line in the file where it begins, from 1.</param>
/// <param name="Reasons">Everything that is wrong with it, each with its remedy.</param>
internal sealed record RefusedRow(int Line, IReadOnlyList<string> Reasons);

/// <summary>What an import did.</summary>
/// <param name="New">How many customers it began.</param>
/// <param name="Changed">How many it changed.</param>
/// <param name="Unchanged">How many were as the file says already.</param>
/// <param name="Refused">The rows that it did not import.</param>
internal sealed record ImportResult(int New, int Changed, int Unchanged, IReadOnlyList<RefusedRow> Refused)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{New} new, {Changed} changed, {Unchanged} unchanged, {Refused.Count} refused");
}

/// <summary>Puts the customers of a file into the store, row by row: good ones are stored, bad ones are reported. The same file a second time changes nothing.</summary>
/// <param name="store">Where customers are kept.</param>
/// <param name="rules">By what rows are read.</param>
/// <param name="linked">Told of each tenant that has become a customer's, after that is stored: its people may have been waiting as strangers.</param>
internal sealed class CustomerImport(ICustomerStore store, ImportRules rules, Func<string, Customer, CancellationToken, Task>? linked = null)
{
    // As often as somebody else may change the same customer while it is imported.
    private const int Attempts = 5;

    private readonly Dictionary<string, StoredCustomer> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredCustomer> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    private enum End
    {
        New,
        Changed,
        Unchanged,
        Refused,
    }

    /// <summary>Imports a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told after each row how many have been done.</param>
    /// <param name="cancellationToken">Ends it between two rows; what is stored stays.</param>
    public async Task<ImportResult> RunAsync(CustomerFile file, Action<int>? progress, CancellationToken cancellationToken)
    {
        owners.Clear();
        byId.Clear();
        seen.Clear();
        foreach (var stored in await store.AllAsync(cancellationToken)) Learn(stored);

        var ends = new Dictionary<End, int>();
        var refused = new List<RefusedRow>();
        for (var i = 0; i < file.Rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = file.Rows[i];
            var problems = new List<string>();
            var end = await ImportAsync(file, row, problems, cancellationToken);
            ends[end] = ends.GetValueOrDefault(end) + 1;
            if (end is End.Refused) refused.Add(new RefusedRow(row.Line, problems));
            progress?.Invoke(i + 1);
        }

        return new ImportResult(ends.GetValueOrDefault(End.New), ends.GetValueOrDefault(End.Changed), ends.GetValueOrDefault(End.Unchanged), refused);
    }

    private async Task<End> ImportAsync(CustomerFile file, CsvRow row, List<string> problems, CancellationToken cancellationToken)
    {
        if (row.Problem is not null) problems.Add(row.Problem);
        else if (row.Cells.Count != file.Columns.Count)
            problems.Add($"it has {row.Cells.Count} cells and the header has {file.Columns.Count}; a separator inside of a cell must stand in quotes");
        if (problems.Count > 0) return End.Refused;

        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            problems.Clear();
            var (before, after) = Read(file, row, problems);
            if (attempt == 1) CheckSeen(row, after, problems);
            CheckOwners(before?.Customer, after, problems);
            if (problems.Count > 0) return End.Refused;
            if (before is not null && CustomerColumns.Same(before.Customer, after))
            {
                // A run that was broken off may have stored the customer and told nobody yet.
                if (linked is not null)
                {
                    foreach (var tenant in after.TenantIds) await linked(tenant, after, cancellationToken);
                }

                return End.Unchanged;
            }

            if (await store.KeepAsync(after, before?.Stamp, cancellationToken) is CustomerKept.Stored)
            {
                await LearnStoredAsync(before?.Customer, after, cancellationToken);
                return before is null ? End.New : End.Changed;
            }

            await LearnAnewAsync(after, cancellationToken);
        }

        problems.Add("others go on changing this customer; import the file again");
        return End.Refused;
    }

    // The stored customer that the row is about, null where it begins one, and what becomes of it.
    private (StoredCustomer? Before, Customer After) Read(CustomerFile file, CsvRow row, List<string> problems)
    {
        var cells = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < file.Columns.Count; i++) CheckCell(file.Columns[i], i, cells[file.Columns[i]] = Csv.Unguard(row.Cells[i].Trim()), problems);

        var tenant = CustomerColumns.Tenant(cells[CustomerColumns.MicrosoftId]);
        var before = tenant is null ? null : owners.GetValueOrDefault(tenant);
        var customer = before?.Customer ?? new Customer { Id = tenant ?? "", Name = "", TenantIds = [tenant ?? ""], Cloud = rules.Served.Cloud };
        var reading = new RowReading(rules, isNew: before is null, dayBeforeMonth: file.Separator is ';');
        foreach (var column in CustomerColumns.All)
        {
            if (cells.TryGetValue(column.Name, out var cell)) customer = column.Read(customer, cell, reading);
        }

        foreach (var name in file.Columns.Where(name => name.Length > 0 && CustomerColumns.Find(name) is null)) customer = CustomerColumns.WithMore(customer, name, cells[name]);
        problems.AddRange(reading.Problems);
        CheckWhole(customer, problems);

        // Partner Center lists each tenant by itself. One that stands beside another tenant at the desk must not overwrite that customer.
        var first = before?.Customer.TenantIds[0];
        if (first is not null && first != tenant && !(cells.ContainsKey(CustomerColumns.OtherTenants) && customer.TenantIds.Contains(first)))
            problems.Add($"tenant {tenant} is one of {before!.Customer.Name} ({first}) already; leave this row out, or take the tenant out of that customer's {CustomerColumns.OtherTenants}");
        return (before, customer);
    }

    private static void CheckCell(string column, int index, string cell, List<string> problems)
    {
        if (column.Length == 0 && cell.Length > 0) problems.Add($"cell {index + 1} has text, but its column has no name in the header");
        if (cell.Length > CustomerColumns.LongestCell) problems.Add($"{column}: it has {cell.Length} characters; at most {CustomerColumns.LongestCell} are possible");
        if (cell.Any(character => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator && character is not ('\n' or '\t')))
            problems.Add($"{column}: it holds control characters; type it anew");
    }

    private static void CheckWhole(Customer customer, List<string> problems)
    {
        foreach (var (what, all) in new[] { ("further columns", customer.More), ("columns of the offer", customer.Terms.Differences) })
        {
            var length = all.Sum(each => each.Key.Length + each.Value.Length);
            if (length > CustomerColumns.MostOfMore) problems.Add($"the {what} hold {length} characters together; at most {CustomerColumns.MostOfMore} are possible");
        }

        problems.AddRange(customer.Terms.Problems());
        foreach (var member in customer.Approvers.Concat(customer.Administrators).Where(member => !customer.TenantIds.Contains(member.TenantId, StringComparer.OrdinalIgnoreCase)))
            problems.Add($"{member.Name} signs in to tenant {member.TenantId}, which is none of this customer's; take them out, or write that tenant into {CustomerColumns.OtherTenants}");
    }

    private void CheckSeen(CsvRow row, Customer after, List<string> problems)
    {
        foreach (var tenant in after.TenantIds.Where(tenant => tenant.Length > 0))
        {
            if (!seen.TryAdd(tenant, row.Line)) problems.Add($"tenant {tenant} stands in the file twice; it is on line {seen[tenant]} already");
        }
    }

    private void CheckOwners(Customer? before, Customer after, List<string> problems)
    {
        if (before is null && byId.TryGetValue(after.Id, out var named))
            problems.Add($"tenant {after.Id} was the first of {named.Customer.Name} and still names it; write it into that customer's {CustomerColumns.OtherTenants}");

        foreach (var tenant in after.TenantIds)
        {
            if (owners.TryGetValue(tenant, out var owner) && owner.Customer.Id != after.Id)
                problems.Add($"tenant {tenant} is one of {owner.Customer.Name} ({owner.Customer.TenantIds[0]}); take it out there first");
        }

        var changes = before is null ? 0 : after.TenantIds.Except(before.TenantIds).Count() + before.TenantIds.Except(after.TenantIds).Count();
        if (changes > CustomerColumns.MostTenants) problems.Add($"{changes} tenants come and go at once; at most {CustomerColumns.MostTenants} can. Import it in two steps");
    }

    private async Task LearnStoredAsync(Customer? before, Customer after, CancellationToken cancellationToken)
    {
        foreach (var tenant in before?.TenantIds ?? []) owners.Remove(tenant);
        // A customer is in a file once, so nobody asks for its new stamp.
        Learn(new StoredCustomer(after, Stamp: ""));
        if (linked is null) return;
        foreach (var tenant in after.TenantIds.Except(before?.TenantIds ?? [])) await linked(tenant, after, cancellationToken);
    }

    private async Task LearnAnewAsync(Customer wanted, CancellationToken cancellationToken)
    {
        foreach (var tenant in wanted.TenantIds)
        {
            if (await store.FindByTenantAsync(tenant, cancellationToken) is { } stored) Learn(stored);
            else owners.Remove(tenant);
        }

        if (await store.FindAsync(wanted.Id, cancellationToken) is { } same) Learn(same);
    }

    private void Learn(StoredCustomer stored)
    {
        byId[stored.Customer.Id] = stored;
        foreach (var tenant in stored.Customer.TenantIds) owners[tenant] = stored;
    }
}
