/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-help-reader.h"

/* What opens a block, and what only changes the look inside one. */
static const struct
{
  const char *element;
  DectHelpKind kind;
} block_elements[] = {
  { "h1", DECT_HELP_TITLE }, { "h2", DECT_HELP_SECTION }, { "h3", DECT_HELP_ENTRY },
  { "p", DECT_HELP_TEXT },   { "li", DECT_HELP_ITEM },    { "th", DECT_HELP_HEAD },
  { "td", DECT_HELP_CELL },
};

static const struct
{
  const char *element;
  const char *pango;
} spans[] = {
  { "b", "b" }, { "i", "i" }, { "code", "tt" }, { "kbd", "tt" }, { "a", "a" },
};

typedef struct
{
  GPtrArray *blocks;
  DectHelpBlock *open; /* the block being read */
  GString *markup;
  GString *text;
  GArray *lists; /* gint: number of the next item, or -1 of a list without numbers */
  gboolean row_starts;
} Reader;

static void
block_free (DectHelpBlock *self)
{
  g_free (self->id);
  g_free (self->markup);
  g_free (self->text);
  g_free (self->marker);
  g_free (self);
}

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static char *
make_marker (Reader *self)
{
  gint *number;

  if (self->lists->len == 0)
    return g_strdup ("");
  number = &g_array_index (self->lists, gint, self->lists->len - 1);
  return *number < 0 ? g_strdup ("•") : g_strdup_printf ("%d.", (*number)++);
}

static void
close_block (Reader *self)
{
  DectHelpBlock *block = g_steal_pointer (&self->open);

  if (block == NULL)
    return;
  block->markup = g_strdup (g_strchomp (self->markup->str));
  block->text = g_strdup (g_strchomp (self->text->str));
  g_string_truncate (self->markup, 0);
  g_string_truncate (self->text, 0);
  if (*block->text == '\0')
    block_free (block);
  else
    g_ptr_array_add (self->blocks, block);
}

static void
open_block (Reader *self, DectHelpKind kind, const char **names, const char **values)
{
  const char *class = find_attribute (names, values, "class");

  close_block (self);
  /* The way up is for browsers; the window has its own. */
  if (kind == DECT_HELP_TEXT && g_strcmp0 (class, "up") == 0)
    return;
  self->open = g_new0 (DectHelpBlock, 1);
  self->open->kind
      = kind == DECT_HELP_TEXT && g_strcmp0 (class, "source") == 0 ? DECT_HELP_SOURCE : kind;
  self->open->id = g_strdup (find_attribute (names, values, "id"));
  self->open->marker = kind == DECT_HELP_ITEM ? make_marker (self) : g_strdup ("");
  self->open->starts = self->row_starts && (kind == DECT_HELP_HEAD || kind == DECT_HELP_CELL);
  if (self->open->starts)
    self->row_starts = FALSE;
}

static void
add_picture (Reader *self, const char **names, const char **values)
{
  DectHelpBlock *block = g_new0 (DectHelpBlock, 1);
  const char *file = find_attribute (names, values, "src");
  const char *words = find_attribute (names, values, "alt");

  block->kind = DECT_HELP_PICTURE;
  block->markup = g_strdup (file != NULL ? file : "");
  block->text = g_strdup (words != NULL ? words : "");
  block->marker = g_strdup ("");
  g_ptr_array_add (self->blocks, block);
}

static void
open_span (Reader *self, const char *pango, const char **names, const char **values)
{
  const char *target = find_attribute (names, values, "href");

  if (self->open == NULL)
    return;
  if (target != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (target, -1);

      g_string_append_printf (self->markup, "<%s href=\"%s\">", pango, escaped);
    }
  else
    g_string_append_printf (self->markup, "<%s>", pango);
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Reader *self = user_data;
  const gint bullets = -1, numbers = 1;

  for (guint i = 0; i < G_N_ELEMENTS (block_elements); i++)
    if (g_str_equal (element, block_elements[i].element))
      open_block (self, block_elements[i].kind, names, values);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (g_str_equal (element, spans[i].element))
      open_span (self, spans[i].pango, names, values);
  if (g_str_equal (element, "ul"))
    g_array_append_val (self->lists, bullets);
  else if (g_str_equal (element, "ol"))
    g_array_append_val (self->lists, numbers);
  else if (g_str_equal (element, "tr"))
    self->row_starts = TRUE;
  else if (g_str_equal (element, "img"))
    add_picture (self, names, values);
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reader *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (block_elements); i++)
    if (g_str_equal (element, block_elements[i].element))
      close_block (self);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (self->open != NULL && g_str_equal (element, spans[i].element))
      g_string_append_printf (self->markup, "</%s>", spans[i].pango);
  if ((g_str_equal (element, "ul") || g_str_equal (element, "ol")) && self->lists->len > 0)
    g_array_set_size (self->lists, self->lists->len - 1);
}

/* White space between words is one blank, at the start of a block none, as in a browser. */
static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Reader *self = user_data;
  g_autoptr (GString) plain = g_string_sized_new (length);
  g_autofree char *escaped = NULL;

  if (self->open == NULL)
    return;
  for (gsize i = 0; i < length; i++)
    {
      gboolean blank = g_ascii_isspace (text[i]);
      const GString *before = plain->len > 0 ? plain : self->text;

      if (blank && (before->len == 0 || before->str[before->len - 1] == ' '))
        continue;
      g_string_append_c (plain, blank ? ' ' : text[i]);
    }
  escaped = g_markup_escape_text (plain->str, (gssize) plain->len);
  g_string_append (self->markup, escaped);
  g_string_append_len (self->text, plain->str, (gssize) plain->len);
}

GPtrArray *
dect_help_read (const char *page, gsize length, GError **error)
{
  const GMarkupParser parser
      = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };
  Reader reader = { 0 };
  g_autoptr (GMarkupParseContext) context = NULL;
  gboolean read;

  g_return_val_if_fail (page != NULL, NULL);

  reader.blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  reader.markup = g_string_new (NULL);
  reader.text = g_string_new (NULL);
  reader.lists = g_array_new (FALSE, FALSE, sizeof (gint));
  context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  read = g_markup_parse_context_parse (context, page, (gssize) length, error)
         && g_markup_parse_context_end_parse (context, error);
  g_clear_pointer (&reader.open, block_free);
  g_string_free (reader.markup, TRUE);
  g_string_free (reader.text, TRUE);
  g_array_unref (reader.lists);
  if (!read)
    g_clear_pointer (&reader.blocks, g_ptr_array_unref);
  return reader.blocks;
}
