/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-rfp-page.h"

#include <glib/gi18n.h>

#include "dect-record-table.h"

struct _DectRfpPage
{
  AdwBin parent_instance;
  DectRecordTable *table;
};

G_DEFINE_FINAL_TYPE (DectRfpPage, dect_rfp_page, ADW_TYPE_BIN)

static const DectTableColumn columns[] = {
  { "number", 84, FALSE }, { "name", 170, TRUE },  { "mac", 160, FALSE },
  { "model", 120, FALSE }, { "role", 110, FALSE }, { "target_ip", 120, FALSE },
  { "floor", 110, FALSE }, { "room", 130, TRUE },  { "switch", 80, FALSE },
  { "port", 60, FALSE },   { "notes", 120, TRUE }, { NULL },
};

static void
dect_rfp_page_class_init (DectRfpPageClass *klass)
{
}

static void
dect_rfp_page_init (DectRfpPage *self)
{
  self->table = g_object_new (DECT_TYPE_RECORD_TABLE, NULL);
  dect_record_table_setup (self->table, DECT_KIND_RFP, columns, _("No base stations yet"),
                           _("Place them on the plan with B, or add them here."),
                           "dect-rfp-symbolic");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->table));
}

void
dect_rfp_page_set_document (DectRfpPage *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_RFP_PAGE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  dect_record_table_set_document (self->table, document);
}
