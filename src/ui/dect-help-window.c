/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-help-window.h"

#include <glib/gi18n.h>

#include "dect-help-reader.h"

#define HELP_PATH "/io/github/handover_planner/Handover/help"
#define CONTENTS "index"
#define MAX_FOUND 40

struct _DectHelpWindow
{
  AdwWindow parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkWidget *search_button;
  GtkScrolledWindow *scroller;
  GtkBox *page;
  GtkGrid *table;      /* the one that is being filled */
  GHashTable *anchors; /* id -> GtkWidget */
  GPtrArray *history;  /* topics, the shown one last */
  GtkWidget *target;   /* (nullable): to be scrolled to */
  guint scroll_tick;
};

G_DEFINE_FINAL_TYPE (DectHelpWindow, dect_help_window, ADW_TYPE_WINDOW)

/* --- Pages ---------------------------------------------------------------------------------- */

/* The first language of the person that there is help in; English is complete. */
static const char *
get_language (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf (HELP_PATH "/%s/" CONTENTS ".html", names[i]);

      if (g_resources_get_info (path, 0, NULL, NULL, NULL))
        return names[i];
    }
  return "en";
}

static GPtrArray *
read_page (const char *name)
{
  g_autofree char *path = g_strdup_printf (HELP_PATH "/%s/%s.html", get_language (), name);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *blocks;

  if (bytes == NULL)
    return NULL;
  blocks = dect_help_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (blocks == NULL)
    g_warning ("Help page “%s” cannot be read: %s", name, error->message);
  return blocks;
}

/* --- Drawing a page ------------------------------------------------------------------------- */

static gboolean link_cb (GtkLabel *label, const char *uri, DectHelpWindow *self);

static const struct
{
  const char *class;
  gboolean heading;
} looks[] = {
  [DECT_HELP_TITLE] = { "title-1", TRUE },   [DECT_HELP_SECTION] = { "title-3", TRUE },
  [DECT_HELP_ENTRY] = { "heading", TRUE },   [DECT_HELP_TEXT] = { NULL, FALSE },
  [DECT_HELP_SOURCE] = { "caption", FALSE }, [DECT_HELP_ITEM] = { NULL, FALSE },
  [DECT_HELP_HEAD] = { "heading", FALSE },   [DECT_HELP_CELL] = { NULL, FALSE },
};

static GtkWidget *
make_label (DectHelpWindow *self, const DectHelpBlock *block)
{
  GtkWidget *label = g_object_new (
      GTK_TYPE_LABEL, "accessible-role",
      looks[block->kind].heading ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LABEL, "label",
      block->markup, "use-markup", TRUE, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign",
      0.0, "yalign", 0.0, "hexpand", TRUE, NULL);

  if (looks[block->kind].class != NULL)
    gtk_widget_add_css_class (label, looks[block->kind].class);
  if (block->kind == DECT_HELP_SOURCE)
    gtk_widget_add_css_class (label, "dim-label");
  if (block->kind == DECT_HELP_SECTION || block->kind == DECT_HELP_ENTRY)
    gtk_widget_set_margin_top (label, 14);
  if (looks[block->kind].heading)
    gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                    (int) block->kind + 1, -1);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, 0);
  return label;
}

static GtkWidget *
make_item (DectHelpWindow *self, const DectHelpBlock *block)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *marker = gtk_label_new (block->marker);

  gtk_label_set_yalign (GTK_LABEL (marker), 0.0);
  gtk_label_set_xalign (GTK_LABEL (marker), 1.0);
  gtk_widget_set_size_request (marker, 24, -1);
  gtk_box_append (GTK_BOX (row), marker);
  gtk_box_append (GTK_BOX (row), make_label (self, block));
  return row;
}

static GtkWidget *
make_picture (const DectHelpBlock *block)
{
  g_autofree char *name = g_path_get_basename (block->markup);
  g_autofree char *path = g_strconcat (HELP_PATH "/", get_language (), "/", name, NULL);
  GtkWidget *picture = gtk_picture_new_for_resource (path);

  gtk_picture_set_alternative_text (GTK_PICTURE (picture), block->text);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_set_size_request (picture, -1, 240);
  return picture;
}

/* Cells go into the table that is open; anything else ends it. */
static void
add_cell (DectHelpWindow *self, const DectHelpBlock *block, guint *row, guint *column)
{
  if (self->table == NULL)
    {
      self->table = GTK_GRID (gtk_grid_new ());
      gtk_grid_set_column_spacing (self->table, 18);
      gtk_grid_set_row_spacing (self->table, 6);
      gtk_box_append (self->page, GTK_WIDGET (self->table));
      *row = 0;
    }
  if (block->starts)
    {
      *column = 0;
      (*row)++;
    }
  gtk_grid_attach (self->table, make_label (self, block), (int) (*column)++, (int) *row, 1, 1);
}

static void
fill_page (DectHelpWindow *self, GPtrArray *blocks)
{
  guint row = 0, column = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const DectHelpBlock *block = g_ptr_array_index (blocks, i);
      GtkWidget *widget;

      if (block->kind == DECT_HELP_HEAD || block->kind == DECT_HELP_CELL)
        {
          add_cell (self, block, &row, &column);
          continue;
        }
      self->table = NULL;
      if (block->kind == DECT_HELP_PICTURE)
        widget = make_picture (block);
      else if (block->kind == DECT_HELP_ITEM)
        widget = make_item (self, block);
      else
        widget = make_label (self, block);
      gtk_box_append (self->page, widget);
      if (block->id != NULL)
        g_hash_table_insert (self->anchors, g_strdup (block->id), widget);
    }
  self->table = NULL;
}

static void
clear_page (DectHelpWindow *self)
{
  GtkWidget *child;

  self->target = NULL;
  g_hash_table_remove_all (self->anchors);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page))) != NULL)
    gtk_box_remove (self->page, child);
}

/* A widget has its place only after the next layout. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  DectHelpWindow *self = DECT_HELP_WINDOW (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t place;

  if (self->target == NULL)
    gtk_adjustment_set_value (adjustment, 0);
  else if (gtk_widget_get_height (self->target) == 0)
    return G_SOURCE_CONTINUE;
  else if (gtk_widget_compute_bounds (self->target, GTK_WIDGET (self->page), &place))
    gtk_adjustment_set_value (adjustment, place.origin.y);
  self->scroll_tick = 0;
  return G_SOURCE_REMOVE;
}

static void
scroll_to (DectHelpWindow *self, const char *anchor)
{
  self->target = anchor != NULL ? g_hash_table_lookup (self->anchors, anchor) : NULL;
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static const char *
get_title (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const DectHelpBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == DECT_HELP_TITLE)
        return block->text;
    }
  return _("Help");
}

static void
update_actions (DectHelpWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->history->len > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.contents",
                                 g_strcmp0 (dect_help_window_get_topic (self), CONTENTS) != 0);
}

/* Shows the last topic of the history. */
static void
show_topic (DectHelpWindow *self)
{
  g_auto (GStrv) parts = g_strsplit (dect_help_window_get_topic (self), "#", 2);
  g_autoptr (GPtrArray) blocks = read_page (parts[0]);

  if (blocks == NULL)
    {
      g_ptr_array_set_size (self->history, (gint) self->history->len - 1);
      g_ptr_array_add (self->history, g_strdup (CONTENTS));
      blocks = read_page (CONTENTS);
      g_return_if_fail (blocks != NULL);
    }
  clear_page (self);
  fill_page (self, blocks);
  gtk_window_set_title (GTK_WINDOW (self), get_title (blocks));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->page), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_title (blocks), -1);
  scroll_to (self, parts[1]);
  update_actions (self);
}

static void
go_to (DectHelpWindow *self, const char *topic)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  g_ptr_array_add (self->history, g_strdup (topic));
  show_topic (self);
}

/* Links lead to pages of the help and to nothing else: "checks.html#chain-cut", "#errors". */
static gboolean
link_cb (GtkLabel *label, const char *uri, DectHelpWindow *self)
{
  g_auto (GStrv) parts = g_strsplit (uri, "#", 2);
  g_auto (GStrv) shown = g_strsplit (dect_help_window_get_topic (self), "#", 2);
  g_autofree char *page = g_str_has_suffix (parts[0], ".html")
                              ? g_strndup (parts[0], strlen (parts[0]) - strlen (".html"))
                              : g_strdup (shown[0]);
  g_autofree char *topic
      = parts[0] != NULL && parts[1] != NULL ? g_strdup_printf ("%s#%s", page, parts[1]) : NULL;

  go_to (self, topic != NULL ? topic : page);
  return TRUE;
}

/* --- Search --------------------------------------------------------------------------------- */

static gboolean
contains_all (const char *text, char **words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* What is worth reading of a hit: the words under a heading, not the heading again. */
static const char *
get_words (GPtrArray *blocks, guint i)
{
  const DectHelpBlock *block = g_ptr_array_index (blocks, i);
  const DectHelpBlock *next = i + 1 < blocks->len ? g_ptr_array_index (blocks, i + 1) : NULL;

  return looks[block->kind].heading && next != NULL ? next->text : block->text;
}

/* One entry for each section in which all words stand in one block: its heading, as a link, and
 * what was found. */
static void
search_page (GPtrArray *found, const char *name, char **words)
{
  g_autoptr (GPtrArray) blocks = read_page (name);
  const DectHelpBlock *section = NULL, *listed = NULL;

  for (guint i = 0; blocks != NULL && i < blocks->len && found->len < MAX_FOUND; i++)
    {
      const DectHelpBlock *block = g_ptr_array_index (blocks, i);

      if (block->id != NULL || block->kind == DECT_HELP_TITLE)
        section = block;
      if (section == NULL || section == listed || block->kind == DECT_HELP_PICTURE
          || !contains_all (block->text, words))
        continue;
      listed = section;
      g_ptr_array_add (found, g_markup_printf_escaped ("<a href=\"%s.html%s%s\">%s</a>\n%s", name,
                                                       section->id != NULL ? "#" : "",
                                                       section->id != NULL ? section->id : "",
                                                       section->text, get_words (blocks, i)));
    }
}

static GPtrArray *
search_all (char **words)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_strdup_printf (HELP_PATH "/%s", get_language ());
  g_auto (GStrv) names = g_resources_enumerate_children (folder, 0, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (names[i], strlen (names[i]) - strlen (".html"));

      if (!g_str_equal (name, CONTENTS))
        search_page (found, name, words);
    }
  return found;
}

static void
search_changed_cb (DectHelpWindow *self)
{
  g_autofree char *folded
      = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  g_auto (GStrv) words = g_strsplit (g_strstrip (folded), " ", -1);
  g_autoptr (GPtrArray) found = NULL;
  DectHelpBlock block = { .kind = DECT_HELP_TEXT };

  if (words[0] == NULL || *words[0] == '\0')
    {
      show_topic (self);
      return;
    }
  found = search_all (words);
  clear_page (self);
  for (guint i = 0; i < found->len; i++)
    {
      block.markup = g_ptr_array_index (found, i);
      gtk_box_append (self->page, make_label (self, &block));
    }
  if (found->len == 0)
    {
      block.markup = (char *) _("Nothing found. Try one word, or look into the contents.");
      gtk_box_append (self->page, make_label (self, &block));
    }
  scroll_to (self, NULL);
}

/* --- The window ----------------------------------------------------------------------------- */

static void
back_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DectHelpWindow *self = DECT_HELP_WINDOW (widget);

  if (self->history->len < 2)
    return;
  g_ptr_array_set_size (self->history, (gint) self->history->len - 1);
  show_topic (self);
}

static void
contents_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  go_to (DECT_HELP_WINDOW (widget), CONTENTS);
}

static void
search_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_search_bar_set_search_mode (DECT_HELP_WINDOW (widget)->search_bar, TRUE);
}

static void
dect_help_window_dispose (GObject *object)
{
  DectHelpWindow *self = DECT_HELP_WINDOW (object);

  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
  g_clear_pointer (&self->anchors, g_hash_table_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_HELP_WINDOW);

  G_OBJECT_CLASS (dect_help_window_parent_class)->dispose (object);
}

static void
dect_help_window_class_init (DectHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_help_window_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DectHelpWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DectHelpWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DectHelpWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, DectHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, DectHelpWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "help.contents", NULL, contents_cb);
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dect_help_window_init (DectHelpWindow *self)
{
  self->anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->history = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}

const char *
dect_help_window_get_topic (DectHelpWindow *self)
{
  g_return_val_if_fail (DECT_IS_HELP_WINDOW (self), NULL);

  return self->history->len > 0 ? g_ptr_array_index (self->history, self->history->len - 1)
                                : CONTENTS;
}

/* The program ends with its last site, whether or not the help is open; so it is no window of the
 * application. */
static void
window_removed_cb (GtkApplication *application, GtkWindow *window, GtkWindow *self)
{
  if (gtk_application_get_windows (application) == NULL)
    gtk_window_destroy (self);
}

void
dect_help_window_show (GtkApplication *application, const char *topic)
{
  static GWeakRef shown;
  g_autoptr (DectHelpWindow) self = NULL;

  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_return_if_fail (topic != NULL);

  self = g_weak_ref_get (&shown);
  if (self == NULL)
    {
      self = g_object_ref (g_object_new (DECT_TYPE_HELP_WINDOW, NULL));
      g_weak_ref_set (&shown, self);
      g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self,
                               0);
    }
  go_to (self, topic);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
}
