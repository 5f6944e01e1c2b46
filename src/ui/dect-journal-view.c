/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-journal-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialogs.h"
#include "dect-text-label.h"
#include "pbx/dect-pbx-journal.h"

struct _DectJournalView
{
  AdwBin parent_instance;
  GtkListView *list;
  GtkWidget *scroller;
  GtkWidget *copy;
  GtkLabel *empty;

  DectLog *log;
  GListModel *items; /* DectPbxJournalItem */
};

G_DEFINE_FINAL_TYPE (DectJournalView, dect_journal_view, ADW_TYPE_BIN)

/* --- Words --------------------------------------------------------------------------------------- */

typedef struct
{
  char *date;
  char *profile;
  char *gateway;
  char *summary;
  char *revisions;
  char *result;
  char *details;
  gboolean success;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->date);
  g_free (words->profile);
  g_free (words->gateway);
  g_free (words->summary);
  g_free (words->revisions);
  g_free (words->result);
  g_free (words->details);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static void
read_words (gpointer item, Words *words)
{
  g_object_get (item, "date", &words->date, "profile", &words->profile, "gateway", &words->gateway,
                "summary", &words->summary, "revisions", &words->revisions, "result",
                &words->result, "details", &words->details, "success", &words->success, NULL);
}

char *
dect_journal_view_dup_text (DectJournalView *self)
{
  GString *text;

  g_return_val_if_fail (DECT_IS_JOURNAL_VIEW (self), NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < dect_journal_view_count (self); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->items, i);
      g_auto (Words) words = { 0 };

      read_words (item, &words);
      g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\n", words.date, words.result,
                              words.revisions, words.summary, words.profile, words.gateway);
      if (*words.details != '\0')
        g_string_append_printf (text, "\t%s\n", words.details);
    }
  return g_string_free (text, FALSE);
}

/* "2025-01-31 10:00 · done · r16 → r17 · 1 new, 2 changed, 0 removed": what there is to tell. */
static char *
dup_what (const Words *words)
{
  const char *const parts[] = { words->date, words->result, words->revisions, words->summary };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0' && !g_str_equal (parts[i], "– → –"))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}

/* --- Rows ---------------------------------------------------------------------------------------- */

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *image = gtk_image_new ();

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (texts), dect_text_label_new (NULL, NULL));
  gtk_box_append (GTK_BOX (texts), dect_text_label_new (NULL, "dim-label"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "caption");
  gtk_box_append (GTK_BOX (texts), dect_text_label_new (NULL, "error"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "conflict");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *image = gtk_widget_get_first_child (box);
  GtkWidget *first = gtk_widget_get_first_child (gtk_widget_get_last_child (box));
  GtkWidget *second = gtk_widget_get_next_sibling (first);
  GtkWidget *third = gtk_widget_get_next_sibling (second);
  g_auto (Words) words = { 0 };
  g_autofree char *what = NULL;
  g_autofree char *where = NULL;
  g_autofree char *spoken = NULL;

  read_words (gtk_list_item_get_item (item), &words);
  what = dup_what (&words);
  where = g_strdup_printf ("%s · %s", words.profile, words.gateway);
  spoken = g_strjoin (", ", what, where, *words.details != '\0' ? words.details : NULL, NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (image),
                                words.success ? "object-select-symbolic" : "dialog-error-symbolic");
  gtk_widget_remove_css_class (image, words.success ? "error" : "success");
  gtk_widget_add_css_class (image, words.success ? "success" : "error");
  gtk_label_set_text (GTK_LABEL (first), what);
  gtk_label_set_text (GTK_LABEL (second), where);
  gtk_label_set_text (GTK_LABEL (third), words.details);
  gtk_widget_set_visible (third, *words.details != '\0');
  dect_accessible_name_row (box, spoken);
}

/* --- The view ------------------------------------------------------------------------------------ */

static void
copy_cb (DectJournalView *self)
{
  g_autofree char *text = dect_journal_view_dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  dect_toast (GTK_WIDGET (self), "%s", _("The journal is in the clipboard."));
}

static void
update (DectJournalView *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;
  guint n;

  g_clear_object (&self->items);
  self->items = self->log != NULL ? dect_pbx_journal_list (self->log) : NULL;
  n = dect_journal_view_count (self);
  if (self->items != NULL)
    selection = gtk_no_selection_new (g_object_ref (self->items));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (self->scroller, n > 0);
  gtk_widget_set_visible (self->copy, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), n == 0);
}

static void
log_changed_cb (GListModel *log, guint position, guint removed, guint added, DectJournalView *self)
{
  update (self);
}

static void
dect_journal_view_dispose (GObject *object)
{
  DectJournalView *self = DECT_JOURNAL_VIEW (object);

  if (self->log != NULL)
    g_signal_handlers_disconnect_by_data (self->log, self);
  g_clear_object (&self->log);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (dect_journal_view_parent_class)->dispose (object);
}

static void
dect_journal_view_class_init (DectJournalViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_journal_view_dispose;
}

static void
dect_journal_view_init (DectJournalView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = dect_text_label_new (NULL, "heading");
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_label_set_text (GTK_LABEL (title), _("Journal of this site’s pushes"));
  gtk_widget_set_hexpand (title, TRUE);
  self->copy = gtk_button_new_with_mnemonic (_("Cop_y as text"));
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), self->copy);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_show_separators (self->list, TRUE);
  dect_accessible_name_list (GTK_WIDGET (self->list), _("Journal of this site’s pushes"));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 320);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_overflow (self->scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->scroller, "card");
  self->empty = GTK_LABEL (dect_text_label_new (NULL, "dim-label"));
  gtk_label_set_text (self->empty,
                      _("Nothing was pushed yet. Every push is noted here and kept in the site."));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->empty));
  adw_bin_set_child (ADW_BIN (self), box);
}

void
dect_journal_view_set_log (DectJournalView *self, DectLog *log)
{
  g_return_if_fail (DECT_IS_JOURNAL_VIEW (self));
  g_return_if_fail (log == NULL || DECT_IS_LOG (log));

  if (self->log != NULL)
    g_signal_handlers_disconnect_by_data (self->log, self);
  if (g_set_object (&self->log, log) && log != NULL)
    g_signal_connect_object (log, "items-changed", G_CALLBACK (log_changed_cb), self, 0);
  update (self);
}

guint
dect_journal_view_count (DectJournalView *self)
{
  g_return_val_if_fail (DECT_IS_JOURNAL_VIEW (self), 0);

  return self->items != NULL ? g_list_model_get_n_items (self->items) : 0;
}
