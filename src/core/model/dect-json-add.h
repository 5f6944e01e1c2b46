/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Members of the object that a builder is in. @builder: a builder inside an object; @name: the member. Any thread, as long as one has the
 * builder.
 */

/** dect_json_add_text: @text: (nullable): %NULL is written as null */
void dect_json_add_text (JsonBuilder *builder,
                         const char  *name,
                         const char  *text);

/** dect_json_add_integer: adds a whole number */
void dect_json_add_integer (JsonBuilder *builder,
                            const char  *name,
                            gint64       value);

/** dect_json_add_number: @value: rounded to three decimals; what is not finite is written as null */
void dect_json_add_number (JsonBuilder *builder,
                           const char  *name,
                           double       value);

/** dect_json_add_boolean: adds true or false */
void dect_json_add_boolean (JsonBuilder *builder,
                            const char  *name,
                            gboolean     value);

/** dect_json_add_null: adds null */
void dect_json_add_null (JsonBuilder *builder,
                         const char  *name);

G_END_DECLS
