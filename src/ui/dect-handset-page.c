/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-handset-page.h"

#include <glib/gi18n.h>

#include "dect-record-table.h"

struct _DectHandsetPage
{
  AdwBin parent_instance;
  DectRecordTable *table;
};

G_DEFINE_FINAL_TYPE (DectHandsetPage, dect_handset_page, ADW_TYPE_BIN)

static const DectTableColumn columns[] = {
  { "number", 90, FALSE },         { "name", 190, TRUE },      { "ipei", 170, FALSE },
  { "additional_id", 120, FALSE }, { "sip_user", 110, FALSE }, { "location", 150, TRUE },
  { "model", 110, FALSE },         { "notes", 140, TRUE },     { NULL },
};

static void
dect_handset_page_class_init (DectHandsetPageClass *klass)
{
}

static void
dect_handset_page_init (DectHandsetPage *self)
{
  GtkWidget *names = gtk_button_new_from_icon_name ("contact-new-symbolic");

  self->table = g_object_new (DECT_TYPE_RECORD_TABLE, NULL);
  dect_record_table_setup (
      self->table, DECT_KIND_HANDSET, columns, _("No handsets yet"),
      _("Add them here; the IPEI is in the battery compartment or the handset's menu."),
      "dect-handset-symbolic");
  gtk_widget_set_tooltip_text (names, _("Names from the PBX"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (names), "win.names-from-pbx");
  dect_record_table_add_button (self->table, names);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->table));
}

void
dect_handset_page_set_document (DectHandsetPage *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_HANDSET_PAGE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  dect_record_table_set_document (self->table, document);
}
