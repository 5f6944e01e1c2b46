/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-boot-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dect-file-chooser.h"
#include "dect-note.h"
#include "dect-wrap-box.h"
#include "dhcp/dect-boot-follow.h"
#include "dhcp/dect-boot-state.h"
#include "model/dect-hardware.h"

/* A menu of more is no help; the first ones are the next to be given. */
#define MAX_OFFERED 12

struct _DectBootView
{
  AdwBin parent_instance;
  DectNote *note;
  DectNote *remark;
  GtkWidget *stranger_group;
  GtkListBox *strangers;
  GtkWidget *row_group;
  GtkListBox *rows;

  DectDocument *document;
  DectBootState *state;
  DectBootFollow *follow;
  guint plan_source;
  char *file_name;
  char *shown; /* strangers and free base stations as they are shown */
  guint n_done;
  guint n_asking;
  guint n_wrong;
  gboolean read; /* anything at all */
};

G_DEFINE_FINAL_TYPE (DectBootView, dect_boot_view, ADW_TYPE_BIN)

/* --- The list of base stations ---------------------------------------------------------------------- */

static const struct
{
  const char *icon;
  const char *css;
} looks[] = {
  [DECT_BOOT_NO_MAC] = { "dect-dot-symbolic", "dim-label" },
  [DECT_BOOT_LOCAL] = { "dect-dot-symbolic", "dim-label" },
  [DECT_BOOT_WAITING] = { "dect-dot-symbolic", "dim-label" },
  [DECT_BOOT_SEEN] = { "dect-dot-symbolic", "accent" },
  [DECT_BOOT_HAS_ADDRESS] = { "object-select-symbolic", "success" },
  [DECT_BOOT_RIGHT] = { "object-select-symbolic", "success" },
  [DECT_BOOT_WRONG] = { "dialog-warning-symbolic", "warning" },
};

static GtkWidget *
row_new (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  return row;
}

/* The titles of rows begin a line. */
static char *
dup_capital (const char *text)
{
  const char *rest = g_utf8_next_char (text);
  g_autofree char *first = g_utf8_strup (text, rest - text);

  return g_strconcat (first, rest, NULL);
}

static void
show_row (GtkListBox *list, gint i, const DectBootRow *state)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, i);
  const char *classes[] = { looks[state->status].css, NULL };
  g_autofree char *title = dup_capital (state->title);
  g_autofree char *words = state->mac != NULL
                               ? g_strdup_printf ("%s · %s", state->words, state->mac)
                               : g_strdup (state->words);
  GtkWidget *icon;

  if (row == NULL)
    {
      gtk_list_box_append (list, row_new ());
      row = gtk_list_box_get_row_at_index (list, i);
    }
  icon = g_object_get_data (G_OBJECT (row), "icon");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), words) == 0)
    return;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), looks[state->status].icon);
  gtk_widget_set_css_classes (icon, (const char **) classes);
}

static void
remove_from (GtkListBox *list, gint first)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, first)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
show_rows (DectBootView *self)
{
  g_autoptr (GPtrArray) rows = dect_boot_state_dup_rows (self->state);

  self->n_done = dect_boot_rows_count (rows, &self->n_asking);
  self->n_wrong = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const DectBootRow *row = g_ptr_array_index (rows, i);

      self->n_wrong += row->status == DECT_BOOT_WRONG;
      show_row (self->rows, (gint) i, row);
    }
  remove_from (self->rows, (gint) rows->len);
  gtk_widget_set_visible (self->row_group, rows->len > 0);
}

/* --- Who is in no plan --------------------------------------------------------------------------------- */

static GMenuModel *
menu_for (DectBootView *self, const char *mac, GArray *unassigned)
{
  DectSite *site = dect_document_get_site (self->document);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < MIN (unassigned->len, MAX_OFFERED); i++)
    {
      guint32 id = g_array_index (unassigned, guint32, i);
      g_autofree char *title = dect_record_title (dect_snapshot_find (snapshot, id));
      g_autofree char *capital = dup_capital (title);
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;
      g_auto (GStrv) parts = g_strsplit (capital, "_", -1);

      label = g_strjoinv ("__", parts);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "boot.give", "(su)", mac, id);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/* GTK 4.8: going round a menu of one item, the arrow keys end on the menu's scrolled window, where
 * Return chooses nothing. */
static void
keep_keys_on_items (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_widget_set_focusable (widget, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    keep_keys_on_items (child);
}

static void
add_stranger (DectBootView *self, const DectBootStranger *stranger, GArray *unassigned)
{
  GtkWidget *row = row_new ();
  g_autofree char *mac = dect_mac_to_string (&stranger->mac);
  g_autofree char *address
      = stranger->address.value != 0 ? dect_ipv4_to_string (stranger->address) : NULL;
  g_autofree char *words = g_strdup_printf (
      "%s%s%s", *stranger->vendor != '\0' ? stranger->vendor : _("by its vendor class"),
      address != NULL ? " · " : "", address != NULL ? address : "");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), mac);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (g_object_get_data (G_OBJECT (row), "icon")),
                                "dect-rfp-symbolic");
  if (unassigned->len > 0)
    {
      GtkWidget *button = gtk_menu_button_new ();
      g_autoptr (GMenuModel) menu = menu_for (self, mac, unassigned);
      g_autofree char *name = g_strdup_printf (_("Give %s to a base station"), mac);

      /* Not its label: then the tooltip names it, see dect_accessible_init (). */
      gtk_menu_button_set_child (GTK_MENU_BUTTON (button), gtk_label_new (_("Give to")));
      gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
      gtk_widget_set_tooltip_text (button, name);
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
      keep_keys_on_items (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  gtk_list_box_append (self->strangers, row);
}

/* A menu that is open must not go while the log grows, so the list is made anew only when it
 * changed. */
static void
show_strangers (DectBootView *self)
{
  g_autoptr (GPtrArray) strangers = dect_boot_state_dup_strangers (self->state);
  g_autoptr (GArray) unassigned = dect_boot_state_dup_free (self->state);
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < strangers->len; i++)
    {
      const DectBootStranger *stranger = g_ptr_array_index (strangers, i);
      g_autofree char *mac = dect_mac_to_string (&stranger->mac);

      g_string_append_printf (shown, "%s %u,", mac, stranger->address.value);
    }
  for (guint i = 0; i < MIN (unassigned->len, MAX_OFFERED); i++)
    g_string_append_printf (shown, "%u ", g_array_index (unassigned, guint32, i));
  gtk_widget_set_visible (self->stranger_group, strangers->len > 0);
  if (g_strcmp0 (shown->str, self->shown) == 0)
    return;
  dect_set_str (&self->shown, shown->str);
  remove_from (self->strangers, 0);
  for (guint i = 0; i < strangers->len; i++)
    add_stranger (self, g_ptr_array_index (strangers, i), unassigned);
}

/* --- All of it ----------------------------------------------------------------------------------------- */

static void
show_note (DectBootView *self)
{
  const char *error = self->follow != NULL ? dect_boot_follow_get_error (self->follow) : NULL;
  g_autofree char *wrong
      = self->n_wrong > 0 ? g_strdup_printf (
            ngettext (" %u is not as planned.", " %u are not as planned.", self->n_wrong),
            self->n_wrong)
                          : g_strdup ("");
  g_autofree char *text = NULL;

  if (error != NULL)
    text = g_strdup_printf ("%s: %s", self->file_name, error);
  else if (self->follow != NULL)
    text = g_strdup_printf (_("%u of %u base stations have their address.%s Watching %s."),
                            self->n_done, self->n_asking, wrong, self->file_name);
  else if (self->read)
    text = g_strdup_printf (_("%u of %u base stations have their address.%s"), self->n_done,
                            self->n_asking, wrong);
  dect_note_set (self->note,
                 error != NULL                                  ? DECT_NOTE_ERROR
                 : self->n_wrong > 0                            ? DECT_NOTE_WARNING
                 : self->read && self->n_done == self->n_asking ? DECT_NOTE_GOOD
                                                                : DECT_NOTE_INFO,
                 text);
}

static void
update (DectBootView *self)
{
  gboolean active = self->read || self->follow != NULL;
  g_autofree char *remark = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "boot.open", self->state != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "boot.paste", self->state != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "boot.clear", active);
  if (self->state == NULL || !active)
    {
      dect_note_set (self->note, DECT_NOTE_INFO, NULL);
      dect_note_set (self->remark, DECT_NOTE_INFO, NULL);
      gtk_widget_set_visible (self->row_group, FALSE);
      gtk_widget_set_visible (self->stranger_group, FALSE);
      return;
    }
  show_rows (self);
  show_strangers (self);
  show_note (self);
  remark = dect_boot_state_dup_remark (self->state);
  dect_note_set (self->remark, DECT_NOTE_WARNING, remark);
}

static gboolean
take_plan_cb (gpointer user_data)
{
  DectBootView *self = user_data;
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_document_get_site (self->document));

  self->plan_source = 0;
  dect_boot_state_set_snapshot (self->state, snapshot);
  update (self);
  return G_SOURCE_REMOVE;
}

/* Later: it may be the menu of a row that changed the plan, and the row goes. */
static void
plan_changed_cb (DectBootView *self)
{
  if (self->state != NULL && self->plan_source == 0)
    self->plan_source = g_idle_add (take_plan_cb, self);
}

static void
file_changed_cb (DectBootView *self)
{
  self->read = self->read || dect_boot_follow_get_n_bytes (self->follow) > 0;
  update (self);
}

static void
stop (DectBootView *self)
{
  if (self->follow == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->follow, self);
  dect_boot_follow_stop (self->follow);
  g_clear_object (&self->follow);
}

void
dect_boot_view_watch (DectBootView *self, GFile *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (DECT_IS_BOOT_VIEW (self) && G_IS_FILE (file));

  if (self->state == NULL)
    return;
  stop (self);
  name = g_file_get_basename (file);
  g_free (self->file_name);
  self->file_name = g_filename_display_name (name);
  self->follow = dect_boot_follow_new (file, dect_boot_state_take, self->state);
  g_signal_connect_object (self->follow, "changed", G_CALLBACK (file_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

void
dect_boot_view_read_text (DectBootView *self, const char *text)
{
  g_autoptr (DectBootReader) reader = NULL;

  g_return_if_fail (DECT_IS_BOOT_VIEW (self) && text != NULL);

  if (self->state == NULL)
    return;
  reader = dect_boot_reader_new (dect_boot_state_take, self->state);
  dect_boot_reader_feed (reader, text, MIN (strlen (text), DECT_BOOT_MAX_BYTES));
  dect_boot_reader_end (reader);
  self->read = TRUE;
  update (self);
}

guint
dect_boot_view_get_n_done (DectBootView *self)
{
  g_return_val_if_fail (DECT_IS_BOOT_VIEW (self), 0);

  return self->n_done;
}

/* --- Actions -------------------------------------------------------------------------------------------- */

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  dect_boot_view_watch (user_data, file);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_file_chooser_open (GTK_WINDOW (gtk_widget_get_root (widget)),
                          _("Leases or log of the DHCP server"), DECT_FILE_ANY, file_chosen_cb,
                          G_OBJECT (widget));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectBootView) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && *text != '\0')
    dect_boot_view_read_text (self, text);
  else if (self->state != NULL)
    dect_note_set (self->note, DECT_NOTE_WARNING,
                   _("There is no text in the clipboard; copy the leases or the log first."));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb,
                                 g_object_ref (widget));
}

static void
forget (DectBootView *self)
{
  g_autoptr (DectSnapshot) snapshot = NULL;

  stop (self);
  g_clear_handle_id (&self->plan_source, g_source_remove);
  g_clear_pointer (&self->state, dect_boot_state_free);
  self->read = FALSE;
  self->n_done = 0;
  if (self->document == NULL)
    return;
  snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  self->state = dect_boot_state_new (snapshot);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectBootView *self = DECT_BOOT_VIEW (widget);

  forget (self);
  update (self);
}

static void
give_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectBootView *self = DECT_BOOT_VIEW (widget);
  g_autoptr (GError) error = NULL;
  const char *mac;
  guint32 id;

  g_variant_get (parameter, "(&su)", &mac, &id);
  if (self->document == NULL)
    return;
  if (!dect_hardware_set (dect_document_get_site (self->document), id, mac, &error))
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
  else
    plan_changed_cb (self);
}

static void
dect_boot_view_dispose (GObject *object)
{
  DectBootView *self = DECT_BOOT_VIEW (object);

  stop (self);
  g_clear_handle_id (&self->plan_source, g_source_remove);
  g_clear_pointer (&self->state, dect_boot_state_free);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_BOOT_VIEW);
  G_OBJECT_CLASS (dect_boot_view_parent_class)->dispose (object);
}

static void
dect_boot_view_finalize (GObject *object)
{
  DectBootView *self = DECT_BOOT_VIEW (object);

  g_free (self->file_name);
  g_free (self->shown);
  G_OBJECT_CLASS (dect_boot_view_parent_class)->finalize (object);
}

static void
dect_boot_view_class_init (DectBootViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dect_boot_view_dispose;
  object_class->finalize = dect_boot_view_finalize;
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-boot-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectBootView, note);
  gtk_widget_class_bind_template_child (widget_class, DectBootView, remark);
  gtk_widget_class_bind_template_child (widget_class, DectBootView, stranger_group);
  gtk_widget_class_bind_template_child (widget_class, DectBootView, strangers);
  gtk_widget_class_bind_template_child (widget_class, DectBootView, row_group);
  gtk_widget_class_bind_template_child (widget_class, DectBootView, rows);
  gtk_widget_class_install_action (widget_class, "boot.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "boot.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "boot.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "boot.give", "(su)", give_action);
}

static void
dect_boot_view_init (DectBootView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
dect_boot_view_set_document (DectBootView *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_BOOT_VIEW (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  if (document != NULL)
    g_signal_connect_object (document, "notify::analysis", G_CALLBACK (plan_changed_cb), self,
                             G_CONNECT_SWAPPED);
  forget (self);
  update (self);
}
