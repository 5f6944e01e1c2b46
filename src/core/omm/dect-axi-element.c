/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-element.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "omm/dect-axi-error.h"
#include "omm/dect-omm-system.h"
#include "store/dect-secrets.h"

#define MAX_DEPTH 4
#define MAX_ELEMENTS 2000
/* GetVersions answers with some 500. */
#define MAX_ATTRIBUTES 1000

DectAxiElement *
dect_axi_element_new (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  DectAxiElement *self = g_new0 (DectAxiElement, 1);

  self->name = g_strdup (name);
  self->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_secrets_wipe);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_axi_element_free);
  return self;
}

void
dect_axi_element_free (DectAxiElement *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_ptr_array_unref (self->attributes);
  g_ptr_array_unref (self->children);
  g_free (self);
}

DectAxiElement *
dect_axi_element_copy (const DectAxiElement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectAxiElement *copy = dect_axi_element_new (self->name);

  for (guint i = 0; i < self->attributes->len; i++)
    g_ptr_array_add (copy->attributes, g_strdup (g_ptr_array_index (self->attributes, i)));
  for (guint i = 0; i < self->children->len; i++)
    g_ptr_array_add (copy->children, dect_axi_element_copy (g_ptr_array_index (self->children, i)));
  return copy;
}

DectAxiElement *
dect_axi_element_add (DectAxiElement *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectAxiElement *child = dect_axi_element_new (name);

  g_ptr_array_add (self->children, child);
  return child;
}

/* Place of an attribute's value, or -1. */
static gint
find_value (const DectAxiElement *self, const char *name)
{
  for (guint i = 0; i + 1 < self->attributes->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->attributes, i), name))
      return (gint) i + 1;
  return -1;
}

void
dect_axi_element_set (DectAxiElement *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && value != NULL);

  gint at = find_value (self, name);

  if (at < 0)
    {
      g_ptr_array_add (self->attributes, g_strdup (name));
      g_ptr_array_add (self->attributes, g_strdup (value));
      return;
    }
  dect_secrets_wipe (g_ptr_array_index (self->attributes, at));
  g_ptr_array_index (self->attributes, at) = g_strdup (value);
}

void
dect_axi_element_set_int (DectAxiElement *self, const char *name, gint value)
{
  g_return_if_fail (self != NULL && name != NULL);

  g_autofree char *text = g_strdup_printf ("%d", value);

  dect_axi_element_set (self, name, text);
}

const char *
dect_axi_element_get (const DectAxiElement *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  gint at = find_value (self, name);

  return at >= 0 ? g_ptr_array_index (self->attributes, at) : NULL;
}

gint
dect_axi_element_get_int (const DectAxiElement *self, const char *name)
{
  const char *text = dect_axi_element_get (self, name);
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT + 1, G_MAXINT, &value, NULL))
    return DECT_OMM_UNSET;
  return (gint) value;
}

gint
dect_axi_element_get_flag (const DectAxiElement *self, const char *name)
{
  static const char *const yes[] = { "1", "true", "Yes", NULL };
  const char *text = dect_axi_element_get (self, name);

  return text != NULL ? g_strv_contains (yes, text) : DECT_OMM_UNSET;
}

DectAxiElement *
dect_axi_element_find (const DectAxiElement *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->children->len; i++)
    {
      DectAxiElement *child = g_ptr_array_index (self->children, i);

      if (g_str_equal (child->name, name))
        return child;
    }
  return NULL;
}

/* Whitespace would come back as blanks, and a control character not at all. */
static void
append_value (GString *text, const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    if (*c == '<' || *c == '>' || *c == '&' || *c == '"' || (guchar) *c < ' ')
      g_string_append_printf (text, "&#%d;", *c);
    else
      g_string_append_c (text, *c);
}

static void
append (GString *text, const DectAxiElement *self)
{
  g_string_append_printf (text, "<%s", self->name);
  for (guint i = 0; i + 1 < self->attributes->len; i += 2)
    {
      g_string_append_printf (text, " %s=\"",
                              (const char *) g_ptr_array_index (self->attributes, i));
      append_value (text, g_ptr_array_index (self->attributes, i + 1));
      g_string_append_c (text, '"');
    }
  if (self->children->len == 0)
    {
      g_string_append (text, "/>");
      return;
    }
  g_string_append_c (text, '>');
  for (guint i = 0; i < self->children->len; i++)
    append (text, g_ptr_array_index (self->children, i));
  g_string_append_printf (text, "</%s>", self->name);
}

char *
dect_axi_element_to_text (const DectAxiElement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *text = g_string_new (NULL);

  append (text, self);
  return g_string_free (text, FALSE);
}

/* --- Reading ------------------------------------------------------------------------------------
 */

typedef struct
{
  DectAxiElement *root;
  GPtrArray *open; /* borrowed: from the root to the element that is read */
  guint n_elements;
} Reading;

static void
refuse (GError **error)
{
  g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROTOCOL,
               _("What came is no message of the OM AXI; is that the right port of an OMM?"));
}

static void
start_cb (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Reading *self = user_data;
  DectAxiElement *element;

  if (self->open->len >= MAX_DEPTH || ++self->n_elements > MAX_ELEMENTS
      || g_strv_length ((char **) names) > MAX_ATTRIBUTES
      || (self->root != NULL && self->open->len == 0))
    {
      refuse (error);
      return;
    }
  if (self->root == NULL)
    element = self->root = dect_axi_element_new (name);
  else
    element = dect_axi_element_add (g_ptr_array_index (self->open, self->open->len - 1), name);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_ptr_array_add (element->attributes, g_strdup (names[i]));
      g_ptr_array_add (element->attributes, g_strdup (values[i]));
    }
  g_ptr_array_add (self->open, element);
}

static void
end_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Reading *self = user_data;

  g_ptr_array_set_size (self->open, (gint) self->open->len - 1);
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        refuse (error);
        return;
      }
}

/* Comments, document types, processing instructions; only the XML declaration may stand there. */
static void
passthrough_cb (GMarkupParseContext *context,
                const char *text,
                gsize length,
                gpointer user_data,
                GError **error)
{
  Reading *self = user_data;

  if (self->root != NULL || length < 6 || memcmp (text, "<?xml ", 6) != 0)
    refuse (error);
}

DectAxiElement *
dect_axi_element_parse (const char *data, gsize length, GError **error)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, passthrough_cb, NULL };

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  Reading reading = { .open = g_ptr_array_new () };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
  gboolean good = length > 0 && length <= DECT_AXI_MAX_BYTES
                  && g_markup_parse_context_parse (context, data, (gssize) length, NULL)
                  && g_markup_parse_context_end_parse (context, NULL) && reading.root != NULL;

  g_ptr_array_unref (reading.open);
  if (good)
    return reading.root;
  dect_axi_element_free (reading.root);
  refuse (error);
  return NULL;
}
