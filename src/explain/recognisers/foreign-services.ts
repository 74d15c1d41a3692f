import type { Recogniser } from '../recogniser.js';
import { foreign } from './foreign.js';

/** Programs that lose their own databases and services, in words that a registry's client would use too. */
export const FOREIGN_SERVICES: readonly Recogniser[] = [
  foreign(
    'A program does not reach its own database or service.',
    'drivers of Redis, PostgreSQL, MySQL, MongoDB, Kafka and others',
    [
      'redis',
      'postgres',
      'psql',
      'mysql',
      'mariadb',
      'mongo',
      'kafka',
      'rabbitmq',
      'amqp',
      'elasticsearch',
      'etcd',
      'zookeeper',
      'memcached',
      'jdbc',
      ':6379',
      ':5432',
      ':3306',
      ':27017',
      ':9200',
      ':9092',
      ':5672',
      ':2181',
      ':2379',
      ':10250',
      ':6443',
      ':11211',
      ':1433',
    ],
    /(?:redis|postgres|psql|mysql|mariadb|mongo|kafka|rabbitmq|amqp|elasticsearch|etcd|zookeeper|memcached|jdbc)[^\n]{0,200}(?:connect|refused|timed out|timeout|no such host|not known|enotfound)|:(?:6379|5432|3306|27017|9200|9092|5672|2181|2379|10250|6443|11211|1433)\b[^\n]{0,80}(?:refused|timed out|timeout|no route|reset|eof|x509)/i,
    [
      'redis: Error: connect ECONNREFUSED 127.0.0.1:6379',
      'dial tcp 10.0.0.5:5432: connect: connection refused',
      'org.postgresql.util.PSQLException: jdbc: Connection to db:5432 refused',
    ],
    /\/v[12]\/|\bpull|\bpush|\bimage|manifest|registr|docker\.io|\bblob|\blayer|failed to solve|docker (?:run|login|build)/i,
  ),
];
