/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct
{
  DectCanvas *canvas; /* the popover is its child */
  DectLink *link;     /* as it will be */
  GtkWidget *kind;
  GtkWidget *level;
  GtkWidget *quality;
  GtkWidget *problem;
  GtkWidget *apply;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  dect_link_unref (question->link);
  g_free (question);
}

static const DectField *
get_field (const char *id)
{
  return dect_kind_field (DECT_KIND_LINK, id);
}

/* What is known of the path already; else a new record. */
static DectLink *
find_link (DectSite *site, guint32 from, guint32 to)
{
  GListModel *links = dect_site_list (site, DECT_KIND_LINK);
  DectLink *link;

  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (links, i);

      link = DECT_LINK (dect_item_get_record (item));
      if (link->from == from && link->to == to)
        return dect_link_copy (link);
    }
  link = dect_link_new ();
  link->from = from;
  link->to = to;
  return link;
}

/* Reads the entries; %FALSE and why when it cannot be so. */
static gboolean
read_entries (Question *question, char **problem)
{
  static const char *const ids[] = { "rssi_dbm", "quality_percent" };
  GtkWidget *entries[] = { question->level, question->quality };

  question->link->kind = (gint) gtk_drop_down_get_selected (GTK_DROP_DOWN (question->kind));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *text = gtk_editable_get_text (GTK_EDITABLE (entries[i]));

      if (!dect_field_validate (get_field (ids[i]), text, &error)
          || !dect_field_set_text (get_field (ids[i]), DECT_RECORD (question->link), text, &error))
        {
          *problem = g_strdup (error->message);
          return FALSE;
        }
    }
  if (question->link->kind == DECT_LINK_MEASURED && isnan (question->link->rssi_dbm))
    {
      *problem = g_strdup (_("Which level was measured, in dBm? For example −68."));
      return FALSE;
    }
  return TRUE;
}

static void
changed_cb (Question *question)
{
  g_autofree char *problem = NULL;
  gboolean valid = read_entries (question, &problem);
  gboolean measured = question->link->kind == DECT_LINK_MEASURED;

  gtk_widget_set_sensitive (question->level, measured);
  gtk_widget_set_sensitive (question->quality, measured);
  gtk_label_set_text (GTK_LABEL (question->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (question->problem, problem != NULL);
  gtk_widget_set_sensitive (question->apply, valid);
}

static void
apply_cb (Question *question)
{
  DectCanvas *self = question->canvas;
  g_autoptr (DectLink) link = NULL;
  g_autofree char *problem = NULL;

  if (!read_entries (question, &problem))
    return;
  link = dect_link_copy (question->link);
  dect_canvas_end_question (self);
  if (dect_site_find (dect_document_get_site (self->document), link->from) == NULL
      || dect_site_find (dect_document_get_site (self->document), link->to) == NULL)
    return;
  dect_history_put_one (dect_document_get_history (self->document),
                        DECT_RECORD (g_steal_pointer (&link)), _("Enter a measured link"), NULL);
}

static void
remove_cb (Question *question)
{
  DectCanvas *self = question->canvas;
  DectHistory *history = dect_document_get_history (self->document);
  guint32 id = question->link->head.id;

  dect_canvas_end_question (self);
  dect_history_begin (history, _("Remove a measured link"), NULL);
  dect_history_remove (history, id);
  dect_history_commit (history);
}

/* --- Widgets -------------------------------------------------------------------------------------
 */

static GtkWidget *
make_entry (Question *question, const char *id, const char *name)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *text
      = dect_number_to_entry (dect_field_get_number (get_field (id), DECT_RECORD (question->link)));

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply_cb), question);
  return entry;
}

static GtkWidget *
make_kinds (Question *question)
{
  GtkStringList *model = gtk_string_list_new (NULL);
  const DectChoice *choices = get_field ("kind")->choices;
  GtkWidget *drop;

  for (guint i = 0; choices[i].id != NULL; i++)
    gtk_string_list_append (model, _(choices[i].label));
  drop = gtk_drop_down_new (G_LIST_MODEL (model), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), (guint) question->link->kind);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How it is known"), -1);
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (changed_cb), question);
  return drop;
}

static void
attach (GtkGrid *grid, gint row, const char *name, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);
}

static GtkWidget *
make_buttons (Question *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *forget = gtk_button_new_with_mnemonic (_("_Remove"));

  question->apply = gtk_button_new_with_mnemonic (_("_Enter"));
  gtk_widget_add_css_class (question->apply, "suggested-action");
  gtk_widget_set_hexpand (question->apply, TRUE);
  gtk_widget_set_visible (forget, question->link->head.id != 0);
  g_signal_connect_swapped (forget, "clicked", G_CALLBACK (remove_cb), question);
  g_signal_connect_swapped (question->apply, "clicked", G_CALLBACK (apply_cb), question);
  gtk_box_append (GTK_BOX (box), forget);
  gtk_box_append (GTK_BOX (box), question->apply);
  return box;
}

static GtkWidget *
build (Question *question, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (heading), 32);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  question->kind = make_kinds (question);
  question->level = make_entry (question, "rssi_dbm", _("Level in dBm"));
  question->quality = make_entry (question, "quality_percent", _("Frame quality in percent"));
  question->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (question->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (question->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (question->problem), 32);
  gtk_widget_add_css_class (question->problem, "dim-label");
  attach (GTK_GRID (grid), 0, _("Known"), question->kind);
  attach (GTK_GRID (grid), 1, _("Level, dBm"), question->level);
  attach (GTK_GRID (grid), 2, _("Frame quality, %"), question->quality);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), question->problem);
  gtk_box_append (GTK_BOX (box), make_buttons (question));
  return box;
}

void
dect_canvas_ask_link (DectCanvas *self, guint32 from, guint32 to, DectPoint at)
{
  DectSite *site = dect_document_get_site (self->document);
  Question *question = g_new0 (Question, 1);
  g_autofree char *from_title = dect_record_title (dect_site_find_record (site, from));
  g_autofree char *to_title = dect_record_title (dect_site_find_record (site, to));
  /* Translators: heading; both are base stations. The second one measures the first. */
  g_autofree char *title = g_strdup_printf (_("How %2$s hears %1$s"), from_title, to_title);
  GtkWidget *box;

  question->canvas = self;
  question->link = find_link (site, from, to);
  box = build (question, title);
  changed_cb (question);
  dect_canvas_ask (self, box, at, question, question_free);
  gtk_widget_grab_focus (question->level);
}
