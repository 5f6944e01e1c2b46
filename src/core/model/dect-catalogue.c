/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"
#include "config.h"

#include "model/dect-catalogue.h"

#include "model/dect-data.h"

#include <math.h>
#include <string.h>

#define MODELS_PATH "rfp/models.json"
#define PREFIXES_PATH "rfp/mac-prefixes.json"
#define N_PREFIX_OCTETS 3

/* What the OMM adds to a hardware code: facts/omm.md section 7, from the constants of rfpproxy. */
#define HARDWARE_LICENCE 4096
#define HARDWARE_SINGLE_CELL 8192

typedef struct
{
  guint8 octets[N_PREFIX_OCTETS];
  char *vendor;
} Prefix;

typedef struct
{
  GArray *models;   /* DectRfpModel, by id */
  GArray *prefixes; /* Prefix */
} Catalogue;

static gboolean
read_model (JsonObject *object, DectRfpModel *model)
{
  const char *id = dect_data_text (object, "id", NULL);
  const char *host = dect_data_text (object, "host", "no");

  *model = (DectRfpModel){
    .generation = (guint) dect_data_number (object, "generation", 1, 4, 0),
    .outdoor = dect_data_boolean (object, "outdoor"),
    .wlan = dect_data_boolean (object, "wlan"),
    .channels = (guint) dect_data_number (object, "channels", 1, 12, 8),
    .poe_class = (guint) dect_data_number (object, "poe_class", 0, 8, 0),
    .poe_w = dect_data_number (object, "poe_w", 0.0, 100.0, 15.4),
    .hardware_code = (guint) dect_data_number (object, "hardware_code", 0, 65535, 0),
    .hardware_code_us = (guint) dect_data_number (object, "hardware_code_us", 0, 65535, 0),
  };
  if (id == NULL || *id == '\0' || model->generation == 0)
    return FALSE;

  model->id = g_strdup (id);
  model->name = g_strdup (dect_data_text (object, "name", id));
  model->antenna = g_strdup (dect_data_text (object, "antenna", "omni"));
  model->host = g_strdup (host);
  model->source = g_strdup (dect_data_text (object, "source", ""));
  return TRUE;
}

static gboolean
read_prefix (JsonObject *object, Prefix *prefix)
{
  g_autofree char *padded = g_strconcat (dect_data_text (object, "prefix", ""), ":00:00:01", NULL);
  DectMac mac;

  if (!dect_mac_parse (padded, &mac, NULL))
    return FALSE;

  memcpy (prefix->octets, mac.octets, N_PREFIX_OCTETS);
  prefix->vendor = g_strdup (dect_data_text (object, "vendor", ""));
  return TRUE;
}

static void
add_model (JsonObject *object, gpointer models)
{
  DectRfpModel model;

  if (read_model (object, &model))
    g_array_append_val ((GArray *) models, model);
}

static void
add_prefix (JsonObject *object, gpointer prefixes)
{
  Prefix prefix;

  if (read_prefix (object, &prefix))
    g_array_append_val ((GArray *) prefixes, prefix);
}

/* A copy of the user's own that cannot be used must not leave the program without a catalogue. */
static void
read_file (const char *path, const char *name, DectDataFunc add, GArray *list)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = dect_data_load (path, &error);

  dect_data_foreach (root, name, add, list);
  if (list->len == 0)
    {
      g_autoptr (JsonNode) built_in = dect_data_load_built_in (path, NULL);

      g_message ("%s: using the built-in list: %s", path,
                 error != NULL ? error->message : "no usable entry");
      dect_data_foreach (built_in, name, add, list);
    }
}

static int
compare_models (const void *a, const void *b)
{
  return strcmp (((const DectRfpModel *) a)->id, ((const DectRfpModel *) b)->id);
}

static const Catalogue *
get_catalogue (void)
{
  static gsize once = 0;
  static Catalogue catalogue;

  if (g_once_init_enter (&once))
    {
      catalogue.models = g_array_new (FALSE, FALSE, sizeof (DectRfpModel));
      catalogue.prefixes = g_array_new (FALSE, FALSE, sizeof (Prefix));
      read_file (MODELS_PATH, "models", add_model, catalogue.models);
      read_file (PREFIXES_PATH, "prefixes", add_prefix, catalogue.prefixes);
      g_array_sort (catalogue.models, compare_models);
      g_once_init_leave (&once, 1);
    }

  return &catalogue;
}

const DectRfpModel *
dect_catalogue_models (guint *n_models)
{
  const Catalogue *catalogue = get_catalogue ();

  if (n_models != NULL)
    *n_models = catalogue->models->len;
  return &g_array_index (catalogue->models, const DectRfpModel, 0);
}

static const char *
skip_word (const char *text, const char *word)
{
  return g_str_has_prefix (text, word) ? text + strlen (word) : text;
}

static void
remove_word (char *text, const char *word)
{
  char *found = strstr (text, word);

  if (found != NULL)
    memmove (found, found + strlen (word), strlen (found + strlen (word)) + 1);
}

/*
 * What is left of "Mitel RFP L35 IP", "rfp-35" or "35" alike: "35". L (with licence) and SL (single
 * cell) are the same hardware. Returns NULL for text with characters that no model's name has.
 */
static char *
reduce_name (const char *text)
{
  g_autofree char *folded = g_malloc0 (strlen (text) + 1);
  gsize n = 0;
  const char *start;
  char *reduced;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        folded[n++] = g_ascii_tolower (*p);
      else if (strchr (" -_/\t", *p) == NULL)
        return NULL;
    }

  start = skip_word (folded, "aastra");
  start = skip_word (start, "mitel");
  for (guint i = 0; i < 2; i++)
    {
      start = skip_word (start, "rfp");
      if (g_str_has_prefix (start, "sl") && (g_ascii_isdigit (start[2]) || start[2] == 'r'))
        start += 2;
      else if (start[0] == 'l' && (g_ascii_isdigit (start[1]) || start[1] == 'r'))
        start += 1;
    }
  reduced = g_strdup (start);
  remove_word (reduced, "ip");
  remove_word (reduced, "wlan");
  return reduced;
}

const DectRfpModel *
dect_catalogue_find (const char *text)
{
  const Catalogue *catalogue = get_catalogue ();
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  wanted = reduce_name (text);
  if (wanted == NULL || *wanted == '\0')
    return NULL;

  for (guint i = 0; i < catalogue->models->len; i++)
    {
      const DectRfpModel *model = &g_array_index (catalogue->models, DectRfpModel, i);
      g_autofree char *id = reduce_name (model->id);
      g_autofree char *name = reduce_name (model->name);

      if (g_strcmp0 (id, wanted) == 0 || g_strcmp0 (name, wanted) == 0)
        return model;
    }

  return NULL;
}

const DectRfpModel *
dect_catalogue_find_hardware (guint code)
{
  const Catalogue *catalogue = get_catalogue ();

  code &= ~(guint) (HARDWARE_LICENCE | HARDWARE_SINGLE_CELL);
  for (guint i = 0; code != 0 && i < catalogue->models->len; i++)
    {
      const DectRfpModel *model = &g_array_index (catalogue->models, DectRfpModel, i);

      if (model->hardware_code == code || model->hardware_code_us == code)
        return model;
    }
  return NULL;
}

const char *
dect_catalogue_vendor (const DectMac *mac)
{
  const Catalogue *catalogue = get_catalogue ();

  g_return_val_if_fail (mac != NULL, NULL);

  for (guint i = 0; i < catalogue->prefixes->len; i++)
    {
      const Prefix *prefix = &g_array_index (catalogue->prefixes, Prefix, i);

      if (memcmp (prefix->octets, mac->octets, N_PREFIX_OCTETS) == 0)
        return prefix->vendor;
    }

  return NULL;
}
