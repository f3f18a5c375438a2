using System.Text;
using NodaTime;
using SupportBot.Customers;

namespace SupportBot.Tests.Customers;

/// <summary>What is read from files of customers, and written so that it reads again. The store is none here: rows only.</summary>
public sealed class CustomerFileTests
{
    private const string Tenant = "7a115b17-9e64-4f0e-8d11-5a2c7e9b4004";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8 with its mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("Águas – 10 €")] },
        { "UTF-8", Encoding.UTF8.GetBytes("Águas – 10 €") },
        { "UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Águas – 10 €")] },
        { "UTF-16, big end first", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Águas – 10 €")] },
        { "Windows-1252", [0xC1, .. "guas "u8, 0x96, .. " 10 "u8, 0x80] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_file_is_read_in_the_encoding_that_it_is_in(string name, byte[] bytes)
    {
        Assert.NotEmpty(name);
        Assert.Equal("Águas – 10 €", Csv.Decode(bytes));
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\r\n1,2")]
    [InlineData("a,b\r1,2\r\r")]
    [InlineData("\"a\",b\n\n , \n1,\"2\"")]
    public void Lines_end_as_they_like_and_empty_ones_are_left_out(string text) =>
        Assert.Equal(["a b", "1 2"], Csv.Read(text, ',').Select(row => string.Join(' ', row.Cells)));

    [Fact]
    public void Quotes_hold_separators_quotes_and_lines_and_lines_inside_of_them_count()
    {
        var rows = Csv.Read("a;b\r\n\"x;\"\"y\"\"\r\nz\";in \"the\" middle\r\nlast;\"\"\r\n", ';').ToList();

        Assert.Equal([1, 2, 4], rows.Select(row => row.Line));
        Assert.Equal(["x;\"y\"\nz", "in \"the\" middle"], rows[1].Cells);
        Assert.Equal(["last", ""], rows[2].Cells);
        Assert.All(rows, row => Assert.Null(row.Problem));
    }

    [Theory]
    [InlineData("a\n\"x\" y\n", "behind a closing quote")]
    [InlineData("a\n\"x\n\n", "never closed")]
    public void Broken_quotes_are_said(string text, string problem)
    {
        var row = Csv.Read(text, ',').Last();
        Assert.Equal(2, row.Line);
        Assert.Contains(problem, row.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+351 210 000 000")]
    [InlineData("-x")]
    [InlineData("@SUM(A1)")]
    [InlineData(" =1")]
    [InlineData("\uFF1D1")]
    [InlineData("'=1")]
    public void What_a_spreadsheet_would_run_is_made_text_and_comes_back_as_it_was(string cell)
    {
        var line = Csv.Write([cell], ',');

        var read = Assert.Single(Assert.Single(Csv.Read(line, ',')).Cells);
        Assert.StartsWith("'", read, StringComparison.Ordinal);
        Assert.Equal(cell, Csv.Unguard(read));
    }

    [Theory]
    [InlineData("'s-Hertogenbosch")]
    [InlineData("a=b")]
    [InlineData("")]
    public void What_is_no_formula_stays_as_it_is(string cell)
    {
        Assert.DoesNotContain("''", Csv.Write([cell], ','), StringComparison.Ordinal);
        Assert.Equal(cell, Csv.Unguard(cell));
    }

    [Theory]
    [InlineData("Company name,Domain\nX,Y", "Microsoft ID", "Company name | Domain")]
    [InlineData("", "is empty", "Export customers")]
    [InlineData("Microsoft ID;Company name;microsoft id\n", "twice", "Microsoft ID | Company name")]
    public void A_header_that_is_not_understood_is_shown_with_what_is_missing(string text, string said, string shown)
    {
        Assert.Null(CustomerFile.Read(text, out var problem));
        Assert.Contains(said, problem, StringComparison.Ordinal);
        Assert.Contains(shown, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void The_separator_is_the_headers(char separator)
    {
        var file = CustomerFile.Read($"Company name{separator} MICROSOFT id {separator}Other\nx{separator}y{separator}z", out _)!;
        Assert.Equal((separator, 3), (file.Separator, file.Columns.Count));
    }

    [Theory]
    [InlineData("Cloud Reseller", PartnerType.IndirectProvider, Relation.Direct)]
    [InlineData("Indirect Reseller", PartnerType.IndirectProvider, Relation.ThroughReseller)]
    [InlineData("indirect cloud reseller", PartnerType.DirectBill, Relation.ThroughReseller)]
    [InlineData("Indirect Reseller", PartnerType.IndirectReseller, Relation.Direct)]
    [InlineData("", PartnerType.DirectBill, Relation.Direct)]
    public void A_relationship_means_what_it_means_to_this_partner(string cell, PartnerType partner, Relation expected)
    {
        var customer = Read("Relationship", cell, out var problems, partner: partner);
        Assert.Empty(problems);
        Assert.Equal(expected, customer.Relation);
        Assert.Equal(cell, CustomerColumns.More(customer, "Relationship"));
    }

    [Theory]
    [InlineData("2026-12-20", false, "2026-12-20")]
    [InlineData("20/12/2026", false, "2026-12-20")]
    [InlineData("12/20/2026", true, "2026-12-20")]
    [InlineData("03/04/2027", true, "2027-04-03")]
    [InlineData("4.4.2027", false, "2027-04-04")]
    [InlineData("03/04/2027", false, "can be two days")]
    [InlineData("31/02/2027", true, "is no day")]
    [InlineData("soon", true, "is no day")]
    public void A_day_is_read_as_a_spreadsheet_of_its_country_writes_it(string cell, bool semicolons, string expected)
    {
        var customer = Read("Delegated admin ends", cell, out var problems, semicolons);
        Assert.Contains(expected, customer.DelegatedAdminEnds?.ToString("uuuu-MM-dd", null) ?? Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Relationship", "Advisor")]
    [InlineData("Cloud", "Mars")]
    [InlineData("Cloud", "DoD")]
    [InlineData("Language", "Portuguese please")]
    [InlineData("Other tenants", "x")]
    [InlineData("Approvers", "Ana <ana@fabrikam.example>")]
    public void A_cell_that_is_not_understood_is_named(string column, string cell)
    {
        Read(column, cell, out var problems);
        Assert.StartsWith(column + ": ", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Cloud.Commercial, "gcc", true)]
    [InlineData(Cloud.Commercial, "GccHigh", false)]
    [InlineData(Cloud.GccHigh, "GCC High", true)]
    [InlineData(Cloud.GccHigh, "Commercial", false)]
    [InlineData(Cloud.Dod, "dod", true)]
    public void A_customer_of_a_cloud_that_the_bot_does_not_serve_is_refused_with_the_reason(Cloud served, string cell, bool fits)
    {
        Read("Cloud", cell, out var problems, served: served);
        if (fits) Assert.Empty(problems);
        else Assert.Contains("registered", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_customer_with_everything_is_written_and_read_again_the_same()
    {
        var customer = new Customer
        {
            Id = Tenant,
            Name = "=cmd; \"x\"\nÁguas",
            TenantIds = [Tenant, "fab41ca0-7d0e-4a0c-8f0d-3b6d5f7a2002"],
            PrimaryDomain = "x.example",
            Cloud = Cloud.Gcc,
            Relation = Relation.ThroughReseller,
            Reseller = "@datum",
            Plan = "Gold",
            Language = "pt-PT",
            Queue = "Azure",
            Contacts = ["+351 210 000 000", "a|b", "|c"],
            Approvers = [new Member(Tenant, "a11a5005-1f0e-4b1c-9a3e-2d5c8e7f0001", "Ana <A> | Sousa"), new Member(Tenant, "a11a5005-1f0e-4b1c-9a3e-2d5c8e7f0002", "")],
            Administrators = [new Member(Tenant, "a11a5005-1f0e-4b1c-9a3e-2d5c8e7f0003", "Rui")],
            DelegatedAdminEnds = new LocalDate(2027, 2, 1),
            Terms = new OfferTerms(OfferTerms.Names.ToDictionary(name => name, name => "-" + name)),
            More = new Dictionary<string, string> { ["-Further"] = "\t x", ["Relationship"] = "Indirect cloud reseller" },
        };
        customer = customer with { More = new Dictionary<string, string> { ["-Further"] = "x y", ["Relationship"] = "Indirect cloud reseller" } };

        foreach (var separator in new[] { ',', ';' })
        {
            var file = CustomerFile.Read(CustomerFile.Write([customer], separator), out _)!;
            var row = Assert.Single(file.Rows);
            var reading = new RowReading(new ImportRules(PartnerType.IndirectProvider, new ServedCloud(Cloud.Commercial)), isNew: true, dayBeforeMonth: false);
            var read = new Customer { Id = Tenant, Name = "", TenantIds = [Tenant] };
            for (var i = 0; i < file.Columns.Count; i++)
            {
                var cell = Csv.Unguard(row.Cells[i].Trim());
                read = CustomerColumns.Find(file.Columns[i]) is { } column ? column.Read(read, cell, reading) : CustomerColumns.WithMore(read, file.Columns[i], cell);
            }

            Assert.Empty(reading.Problems);
            Assert.Equivalent(customer, read, strict: true);
        }
    }

    private static Customer Read(
        string column, string cell, out IReadOnlyList<string> problems, bool semicolons = false, PartnerType partner = PartnerType.DirectBill, Cloud served = Cloud.Commercial)
    {
        var reading = new RowReading(new ImportRules(partner, new ServedCloud(served)), isNew: true, semicolons);
        var customer = CustomerColumns.Find(column)!.Read(new Customer { Id = Tenant, Name = "X", TenantIds = [Tenant], Cloud = served }, cell, reading);
        problems = reading.Problems;
        return customer;
    }
}
