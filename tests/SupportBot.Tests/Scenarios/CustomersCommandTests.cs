using System.CommandLine;
using SupportBot.Customers;
using SupportBot.Storage;
using SupportBot.Tests.Storage;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>The operator carries customers in and out at the command line, against real tables.</summary>
public sealed class CustomersCommandTests
{
    private const string Proseware = "6c1d0f9e-5c1e-4a43-9d0b-2f8f3a7c5005";

    [SkippableFact]
    public async Task A_tenant_that_was_imported_from_Partner_Center_is_served()
    {
        await using var desk = await OpenDesk.OpenAsync();
        await desk.Teams.Sam.InstallAsync();
        await desk.Teams.Sam.WaitForAsync("support@contoso");

        var ran = await RunAsync(desk.Settings(), "import", Data("partner-center.csv"));

        // Fabrikam is there already; its row brings the words of Partner Center and an empty further column.
        Assert.Equal((0, "2 new, 0 changed, 1 unchanged, 0 refused", ""), (ran.Code, ran.Output.Trim(), ran.Error));
        desk.Time.Move(TimeSpan.FromSeconds(61));
        await desk.Teams.Sam.WaitForAsync("now serves your organisation here");
        var ticket = await OpenDesk.FileAsync(desk.Teams.Sam);
        await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        var customer = (await desk.Get<ICustomerStore>().FindByTenantAsync(Proseware, default))!.Customer;
        Assert.Equal(("Proseware\nSociedade \"Águas\"", Relation.ThroughReseller, "=1+2"), (customer.Name, customer.Relation, customer.More["MPN ID"]));
    }

    [SkippableFact]
    public async Task What_was_imported_can_be_imported_again_and_exported_and_imported_and_nothing_changes()
    {
        var (settings, store) = await TablesAsync();
        await RunAsync(settings, "import", Data("partner-center.csv"));
        var before = await store.AllAsync(default);

        var again = await RunAsync(settings, "import", Data("partner-center.csv"));
        Assert.Equal((0, "0 new, 0 changed, 3 unchanged, 0 refused"), (again.Code, again.Output.Trim()));

        foreach (var more in new[] { Array.Empty<string>(), ["--semicolons"] })
        {
            var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");
            Assert.Equal(0, (await RunAsync(settings, ["export", file, .. more])).Code);
            Assert.Contains("'=1+2", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
            var refused = await RunAsync(settings, "export", file);
            Assert.Equal(1, refused.Code);
            Assert.Contains("is there already", refused.Error, StringComparison.Ordinal);

            var back = await RunAsync(settings, "import", file);
            File.Delete(file);
            Assert.Equal((0, "0 new, 0 changed, 3 unchanged, 0 refused"), (back.Code, back.Output.Trim()));
        }

        Assert.Equal(before.Select(stored => stored.Stamp), (await store.AllAsync(default)).Select(stored => stored.Stamp));
        var printed = await RunAsync(settings, "export");
        Assert.StartsWith("Microsoft ID,Company name,Primary domain name,Relationship,Other tenants,Cloud,", printed.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Every_bad_row_is_told_by_its_line_with_all_that_is_wrong_and_good_ones_are_stored()
    {
        var (settings, store) = await TablesAsync();
        await RunAsync(settings, "import", Data("partner-center.csv"));
        var stranger = new Customer { Id = "fab41ca0-7d0e-4a0c-8f0d-3b6d5f7a2002", Name = "", TenantIds = [] };

        var ran = await RunAsync(settings, "import", Data("bad-rows.csv"));

        Assert.Equal((1, "1 new, 1 changed, 0 unchanged, 6 refused"), (ran.Code, ran.Output.Trim()));
        var lines = ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["line 4", "line 5", "line 6", "line 7", "line 8", "line 9"], lines.Select(line => line.Split(':')[0]));
        foreach (var part in new[] { "\"not-a-guid\" is no tenant id", "Company name: it is missing", "Cloud: \"Mars\"", "\"2026-13-01\" is no day" }) Assert.Contains(part, lines[0], StringComparison.Ordinal);
        Assert.Contains("Microsoft ID: it is missing", lines[1], StringComparison.Ordinal);
        Assert.Contains("on line 2 already", lines[2], StringComparison.Ordinal);
        Assert.Contains($"tenant {stranger.Id} is one of Fabrikam", lines[3], StringComparison.Ordinal);
        Assert.Contains("\"nonsense\" is no tenant id", lines[3], StringComparison.Ordinal);
        Assert.Contains("people of GCC High cannot reach it", lines[4], StringComparison.Ordinal);
        Assert.Contains("2 cells and the header has 6", lines[5], StringComparison.Ordinal);

        var tailspin = (await store.FindByTenantAsync(Cast.Tailspin.TenantId, default))!.Customer;
        Assert.Equal(("Tailspin\nToys", "Gold", "2026-12-20", "tailspin.example"), (tailspin.Name, tailspin.Plan, tailspin.DelegatedAdminEnds?.ToString("uuuu-MM-dd", null), tailspin.PrimaryDomain));
        Assert.Equal(Cloud.Gcc, (await store.FindByTenantAsync("5ab0cdfe-3333-4a43-9d0b-2f8f3a7c5008", default))!.Customer.Cloud);
        Assert.Equal("Proseware\nSociedade \"Águas\"", (await store.FindByTenantAsync(Proseware, default))!.Customer.Name);
    }

    [SkippableFact]
    public async Task An_empty_cell_clears_and_a_missing_column_leaves_what_is_stored()
    {
        var (settings, store) = await TablesAsync();
        var tenant = Cast.Tailspin.TenantId;
        await ImportAsync(settings, $"Microsoft ID,Company name,Plan,Queue,PerHour,Further\n{tenant},Tailspin,Gold,Azure,80,x");

        var ran = await ImportAsync(settings, $"Microsoft ID,Company name,Plan,Further\n{tenant},Tailspin,,");

        Assert.Equal("0 new, 1 changed, 0 unchanged, 0 refused", ran.Output.Trim());
        var customer = (await store.FindByTenantAsync(tenant, default))!.Customer;
        Assert.Equal((null, "Azure", "80"), (customer.Plan, customer.Queue, customer.Terms.Differences["PerHour"]));
        Assert.Empty(customer.More);
    }

    [SkippableFact]
    public async Task A_tenant_that_stands_beside_another_does_not_overwrite_that_customer()
    {
        var (settings, store) = await TablesAsync();
        var (first, second) = (Cast.Tailspin.TenantId, Proseware);
        await ImportAsync(settings, $"Microsoft ID,Company name,Other tenants\n{first},Tailspin,{second}");

        // As Partner Center has it: each tenant by itself.
        var ran = await ImportAsync(settings, $"Microsoft ID,Company name\n{first},Tailspin\n{second},Tailspin Spain");
        Assert.Equal((1, "0 new, 0 changed, 1 unchanged, 1 refused"), (ran.Code, ran.Output.Trim()));
        Assert.Contains($"line 3: tenant {second} is one of Tailspin", ran.Error, StringComparison.Ordinal);

        var parted = await ImportAsync(settings, $"Microsoft ID,Company name,Other tenants\n{first},Tailspin,\n{second},Tailspin Spain,");
        Assert.Equal("1 new, 1 changed, 0 unchanged, 0 refused", parted.Output.Trim());
        Assert.Equal("Tailspin Spain", (await store.FindByTenantAsync(second, default))!.Customer.Name);
    }

    [SkippableFact]
    public async Task Too_much_of_anything_is_refused_and_nothing_of_it_stored()
    {
        var (settings, store) = await TablesAsync();
        var tenants = string.Join(' ', Enumerable.Range(0, 98).Select(_ => Guid.NewGuid()));
        var many = string.Join(',', Enumerable.Range(0, 5).Select(column => $"c{column}"));
        var much = string.Join(',', Enumerable.Repeat(new string('x', 3900), 5));

        var names = await ImportAsync(settings, $"Microsoft ID,Company name,Queue,Other tenants\n{Proseware},{new string('n', 201)},{new string('q', 4001)},{tenants}");
        var more = await ImportAsync(settings, $"Microsoft ID,Company name,{many}\n{Proseware},P,{much}");
        var control = await ImportAsync(settings, $"Microsoft ID,Company name\n{Proseware},P\u0007");

        foreach (var part in new[] { "201 characters", "Queue: it has 4001 characters", "99 tenants" }) Assert.Contains(part, names.Error, StringComparison.Ordinal);
        Assert.Contains("at most 15000", more.Error, StringComparison.Ordinal);
        Assert.Contains("control characters", control.Error, StringComparison.Ordinal);
        Assert.Empty(await store.AllAsync(default));
    }

    [SkippableFact]
    public async Task The_fullest_customer_that_is_not_refused_can_be_stored()
    {
        var (settings, store) = await TablesAsync();
        var tenants = string.Join(' ', Enumerable.Range(0, 97).Select(_ => Guid.NewGuid()));
        var further = string.Concat(Enumerable.Repeat("\"\"", 3700));
        var contacts = string.Join('|', Enumerable.Repeat("c", 2000));

        var ran = await ImportAsync(settings, $"Microsoft ID,Company name,Other tenants,Contacts,a,b,c,d\n{Proseware},P,{tenants},{contacts},\"{further}\",\"{further}\",\"{further}\",\"{further}\"");

        Assert.Equal((0, "1 new, 0 changed, 0 unchanged, 0 refused", ""), (ran.Code, ran.Output.Trim(), ran.Error));
        Assert.Equal(98, Assert.Single(await store.AllAsync(default)).Customer.TenantIds.Count);
    }

    [SkippableFact]
    public async Task Each_tenant_of_a_customer_is_told_of_by_every_run_so_that_one_that_was_broken_off_is_made_good()
    {
        var (_, store) = await TablesAsync();
        var told = new List<string>();
        var import = new CustomerImport(store, new ImportRules(PartnerType.DirectBill, new ServedCloud(Cloud.Commercial)), (tenant, customer, _) =>
        {
            told.Add($"{tenant} {customer.Name}");
            return Task.CompletedTask;
        });
        var file = CustomerFile.Read($"Microsoft ID,Company name,Other tenants\n{Cast.Tailspin.TenantId},Tailspin,{Proseware}", out _)!;

        await import.RunAsync(file, progress: null, default);
        Assert.Equal([Cast.Tailspin.TenantId + " Tailspin", Proseware + " Tailspin"], told);
        told.Clear();
        await import.RunAsync(file, progress: null, default);

        Assert.Equal([Cast.Tailspin.TenantId + " Tailspin", Proseware + " Tailspin"], told);
    }

    [SkippableFact]
    public async Task Customers_are_listed_in_columns_and_found_by_words()
    {
        var (settings, _) = await TablesAsync();
        await RunAsync(settings, "import", Data("partner-center.csv"));

        var all = (await RunAsync(settings, "list")).Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var found = await RunAsync(settings, "list", "--search", "AGUAS", "proseware");

        Assert.Equal(5, all.Length);
        Assert.Single(all.Take(4).Select(line => line.Contains("Domain", StringComparison.Ordinal) ? line.IndexOf("Domain", StringComparison.Ordinal) : line.IndexOf(line.Split("  ", StringSplitOptions.RemoveEmptyEntries)[1].Trim(), 20, StringComparison.Ordinal)).Distinct());
        Assert.Equal("3 customers", all[^1]);
        Assert.Contains("Proseware Sociedade", found.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 customer", found.Output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_with_what_to_do()
    {
        var settings = new Dictionary<string, string?> { ["Storage:ConnectionString"] = "nonsense", ["Storage:TablePrefix"] = "1" };
        var unset = await RunAsync(settings, "list");
        Assert.Equal(1, unset.Code);
        foreach (var setting in new[] { "Storage:ConnectionString", "Storage:TablePrefix" }) Assert.Contains(setting, unset.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("MicrosoftAppId", unset.Error, StringComparison.Ordinal);

        var dead = await RunAsync(new() { ["Storage:ConnectionString"] = "DefaultEndpointsProtocol=http;AccountName=x;AccountKey=eA==;TableEndpoint=http://127.0.0.1:9/x;" }, "list");
        Assert.Equal(1, dead.Code);
        Assert.Contains("cannot be reached", dead.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("there-is-no-such-file.csv", "cannot be read")]
    [InlineData(".", "cannot be read")]
    public async Task A_file_that_cannot_be_read_is_named(string file, string said)
    {
        var (settings, _) = await TablesAsync();
        var ran = await RunAsync(settings, "import", file);
        Assert.Equal(1, ran.Code);
        Assert.Contains($"{file} {said}", ran.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_header_that_is_not_understood_stores_nothing()
    {
        var (settings, store) = await TablesAsync();
        var ran = await ImportAsync(settings, $"Tenant,Company name\n{Proseware},Proseware");
        Assert.Equal((1, ""), (ran.Code, ran.Output));
        Assert.Contains("does not name Microsoft ID. The header is: Tenant | Company name", ran.Error, StringComparison.Ordinal);
        Assert.Empty(await store.AllAsync(default));
    }

    private static string Data(string name) => Repository.Path("tests", "SupportBot.Tests", "Customers", name);

    private static async Task<(Dictionary<string, string?> Settings, ICustomerStore Store)> TablesAsync()
    {
        var tables = await AzuriteTables.CreateAsync(TimeProvider.System);
        return (
            new() { ["Storage:ConnectionString"] = tables.Options.ConnectionString, ["Storage:TablePrefix"] = tables.Options.TablePrefix },
            new CustomerTable(tables.Tables, tables.Retries));
    }

    private static async Task<(int Code, string Output, string Error)> ImportAsync(Dictionary<string, string?> settings, string text)
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");
        await File.WriteAllTextAsync(file, text);
        try
        {
            return await RunAsync(settings, "import", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(Dictionary<string, string?> settings, params string[] args)
    {
        var console = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var set = settings.Where(setting => setting.Value is not null && setting.Key.StartsWith("Storage:", StringComparison.Ordinal)).SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" });
        var code = await CommandLine.RunAsync(["customers", .. args, .. set], console);
        return (code, console.Output.ToString()!, console.Error.ToString()!);
    }
}
