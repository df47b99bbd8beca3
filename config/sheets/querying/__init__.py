"""Query pages (查询打印): a ledger asked by filters, shown, printed, written out, summed up."""
