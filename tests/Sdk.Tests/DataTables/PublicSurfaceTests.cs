using Azure.Data.Tables;

namespace Sdk.Tests.DataTables;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void Nothing_is_public_that_the_official_package_does_not_have() => Assert.Equal(
        [
            "Azure.Data.Tables.ITableEntity",
            "Azure.Data.Tables.Models.TableErrorCode",
            "Azure.Data.Tables.Models.TableItem",
            "Azure.Data.Tables.TableClient",
            "Azure.Data.Tables.TableClientOptions",
            "Azure.Data.Tables.TableClientOptions+ServiceVersion",
            "Azure.Data.Tables.TableEntity",
            "Azure.Data.Tables.TableServiceClient",
            "Azure.Data.Tables.TableSharedKeyCredential",
            "Azure.Data.Tables.TableTransactionAction",
            "Azure.Data.Tables.TableTransactionActionType",
            "Azure.Data.Tables.TableTransactionFailedException",
            "Azure.Data.Tables.TableUpdateMode",
        ],
        typeof(TableClient).Assembly.GetExportedTypes().Select(type => type.FullName!).Order(StringComparer.Ordinal));

    [Fact]
    public void A_test_double_can_override_every_operation()
    {
        var fixedMembers = typeof(TableClient).GetMethods()
            .Concat(typeof(TableServiceClient).GetMethods())
            .Where(method => method.DeclaringType != typeof(object) && !method.IsStatic && !(method.IsVirtual && !method.IsFinal))
            .Select(method => method.Name);
        Assert.Empty(fixedMembers);
    }
}
