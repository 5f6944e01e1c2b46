/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "check/dect-check.h"
#include "dect-record-table-private.h"
#include "model/dect-hardware.h"

static gboolean
is_on (DectRecordTable *self, DectTableFilter filter)
{
  return self->filters[filter] != NULL
         && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->filters[filter]));
}

static gboolean
fits (DectRecordTable *self, DectTableFilter filter, const DectRecord *record)
{
  gpointer id = GUINT_TO_POINTER (record->id);

  switch (filter)
    {
    case DECT_FILTER_NO_HARDWARE:
      return !dect_field_is_set (dect_hardware_field (record->kind), record);
    case DECT_FILTER_UNFINISHED:
      return record->kind == DECT_KIND_RFP ? !dect_rfp_is_placed (DECT_RFP (record))
                                           : DECT_HANDSET (record)->number == NULL;
    case DECT_FILTER_FINDINGS:
      return g_hash_table_contains (self->with_findings, id)
             || g_hash_table_contains (self->kept, id);
    case DECT_N_FILTERS:
    default:
      return TRUE;
    }
}

/* --- Search -------------------------------------------------------------------------------------- */

/* MACs and IPEIs are found however they are spelled. */
static char *
fold (const DectField *field, const char *text)
{
  char *folded = g_utf8_casefold (text, -1);
  char *end = folded;

  if (field == NULL || (field->type != DECT_FIELD_MAC && field->type != DECT_FIELD_IPEI))
    return folded;
  for (const char *p = folded; *p != '\0'; p++)
    if (strchr (":-. ", *p) == NULL)
      *end++ = *p;
  *end = '\0';
  return folded;
}

static gboolean
field_matches (DectRecordTable *self,
               const DectField *field,
               const DectRecord *record,
               const char *wanted)
{
  g_autofree char *text
      = dect_field_dup_shown (dect_document_get_site (self->document), field, record);
  g_autofree char *candidate = fold (field, text);
  g_autofree char *folded = fold (field, wanted);

  return *folded != '\0' && strstr (candidate, folded) != NULL;
}

gboolean
dect_record_table_matches (gpointer object, gpointer user_data)
{
  DectRecordTable *self = user_data;
  const DectRecord *record = dect_item_get_record (object);
  const char *wanted = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->document == NULL)
    return TRUE;
  for (guint i = 0; i < DECT_N_FILTERS; i++)
    if (is_on (self, i) && !fits (self, i, record))
      return FALSE;
  if (*wanted == '\0')
    return TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    if (field_matches (self, g_ptr_array_index (self->fields, i), record, wanted))
      return TRUE;
  return FALSE;
}

/* --- Chips --------------------------------------------------------------------------------------- */

static const char *
chip_label (DectKind kind, DectTableFilter filter)
{
  gboolean rfp = kind == DECT_KIND_RFP;

  switch (filter)
    {
    case DECT_FILTER_NO_HARDWARE:
      /* Translators: these choose rows of a table; their number stands behind */
      return rfp ? _("No MAC") : _("No IPEI");
    case DECT_FILTER_UNFINISHED:
      return rfp ? _("Not placed") : _("No number");
    case DECT_FILTER_FINDINGS:
    case DECT_N_FILTERS:
    default:
      return _("With findings");
    }
}

/* What the checks last said, of things of this kind. */
static void
take_findings (DectRecordTable *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);

  g_hash_table_remove_all (self->with_findings);
  for (guint i = 0; analysis != NULL && i < analysis->findings->len; i++)
    {
      guint n;
      const guint32 *objects = dect_finding_get_objects (analysis->findings->pdata[i], &n);

      for (guint j = 0; j < n; j++)
        g_hash_table_add (self->with_findings, GUINT_TO_POINTER (objects[j]));
    }
}

void
dect_record_table_update_filters (DectRecordTable *self)
{
  guint counts[DECT_N_FILTERS] = { 0 };
  GListModel *items;

  if (self->document == NULL)
    return;
  take_findings (self);
  items = dect_site_list (dect_document_get_site (self->document), self->kind);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (items, i);
      const DectRecord *record = dect_item_get_record (item);

      for (guint f = 0; f < DECT_N_FILTERS; f++)
        counts[f]
            += f == DECT_FILTER_FINDINGS
                   ? g_hash_table_contains (self->with_findings, GUINT_TO_POINTER (record->id))
                   : fits (self, f, record);
    }
  for (guint f = 0; f < DECT_N_FILTERS; f++)
    {
      g_autofree char *label = g_strdup_printf ("%s  %u", chip_label (self->kind, f), counts[f]);

      gtk_button_set_label (GTK_BUTTON (self->filters[f]), label);
      /* One that is on can always be put off. */
      gtk_widget_set_sensitive (self->filters[f], counts[f] > 0 || is_on (self, f));
    }
  /* Rows join, but do not go while they are worked on. */
  if (is_on (self, DECT_FILTER_FINDINGS))
    {
      GHashTableIter iter;
      gpointer id;
      guint before = g_hash_table_size (self->kept);

      g_hash_table_iter_init (&iter, self->with_findings);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (self->kept, id);
      if (g_hash_table_size (self->kept) != before)
        gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_LESS_STRICT);
    }
}

static void
toggled_cb (DectRecordTable *self)
{
  g_hash_table_remove_all (self->kept);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  dect_record_table_update_filters (self);
}

void
dect_record_table_init_filters (DectRecordTable *self)
{
  self->with_findings = g_hash_table_new (NULL, NULL);
  self->kept = g_hash_table_new (NULL, NULL);
  for (guint f = 0; f < DECT_N_FILTERS; f++)
    {
      self->filters[f] = gtk_toggle_button_new ();
      gtk_widget_add_css_class (self->filters[f], "chip");
      g_signal_connect_object (self->filters[f], "toggled", G_CALLBACK (toggled_cb), self,
                               G_CONNECT_SWAPPED);
      dect_wrap_box_append (self->chips, self->filters[f]);
    }
}

void
dect_record_table_clear_filters (DectRecordTable *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  for (guint f = 0; f < DECT_N_FILTERS; f++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->filters[f]), FALSE);
}
